import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { orderReturnsQuery } from "../api/returns";
import type { Order } from "../api/types";
import { Age } from "../parts/Age";
import { Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Status } from "../status/Status";
import { t } from "../text";
import { money } from "../text/money";
import classes from "./returns.module.css";

/** The returns of an order; nothing where there is none. */
export function OrderReturns({ order }: { order: Order }) {
  const may = useMay();
  const some = order.return_status !== "none" || /[1-9]/.test(order.amounts.credited);
  const query = useQuery({ ...orderReturnsQuery(order.id), enabled: some && may("returns.read") });
  if (query.error) {
    return (
      <Panel title={t("returns.title")}>
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      </Panel>
    );
  }
  if (!query.data?.length) return null;
  return (
    <Panel title={t("returns.title")} flush>
      <ul className={classes.brief} aria-label={t("returns.title")}>
        {query.data.map((one) => (
          <li key={one.id}>
            <Link to="/returns/$id" params={{ id: one.id }}>
              {one.number}
            </Link>
            <Status of="rma" value={one.status} />
            <span className={classes.quiet}>{t("returns.count", { count: one.units })}</span>
            {/[1-9]/.test(one.refunded) && <span>{money(one.refunded, one.currency)}</span>}
            <Age at={one.status_since} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
