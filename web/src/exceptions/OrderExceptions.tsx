import { Link } from "@tanstack/react-router";
import type { Order, OrderException } from "../api/types";
import { Skeleton } from "../parts/Skeleton";
import { Words } from "../parts/Words";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import classes from "./exceptions.module.css";
import { Fixes } from "./Fixes";
import { kindName } from "./kinds";
import { isSettled } from "./queue";
import { useException } from "./useException";
import { usePeople } from "./usePeople";

/** What needs a decision about an order, with the fixes that can be made on the spot. */
export function OrderExceptions({ order }: { order: Order }) {
  const open = (order.exceptions ?? []).filter((exception) => !isSettled(exception));
  return open.map((exception) => <Card key={exception.id} exception={exception} />);
}

function Card({ exception }: { exception: OrderException }) {
  const { data: detail, isPending } = useException(exception.id);
  const { nameOf } = usePeople();
  return (
    <section
      className={classes.card}
      data-severity={exception.severity}
      aria-label={kindName(exception.kind)}
    >
      <div className={classes.cardHead}>
        <Status of="exception" value={exception.severity} word={kindName(exception.kind)} />
        {exception.due_at && <Due at={exception.due_at} what={t("queue.due")} />}
        {exception.owner && (
          <span className={classes.quiet}>
            <bdi>{t("exceptions.owner", { owner: nameOf(exception.owner) })}</bdi>
          </span>
        )}
        <Link to="/exceptions" search={{ id: exception.id }} className={classes.toQueue}>
          {t("queue.open")}
        </Link>
      </div>
      <p>
        <Words says={exception.says} english={exception.summary} />
      </p>
      {isPending && <Skeleton label={t("exceptions.loading")} rows={3} />}
      {detail && detail.suggested_actions.length > 0 && <Fixes detail={detail} />}
    </section>
  );
}
