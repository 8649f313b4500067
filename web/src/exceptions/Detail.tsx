import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMay } from "../act/useAct";
import type { ExceptionFilter } from "../api/exceptions";
import { ApiError } from "../api/problem";
import type { ExceptionDetail, OrderException } from "../api/types";
import { Age } from "../parts/Age";
import { Facts } from "../parts/Facts";
import { Empty, Failure } from "../parts/Message";
import { useNow } from "../parts/now";
import { Skeleton } from "../parts/Skeleton";
import { Words } from "../parts/Words";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime } from "../text/time";
import { keyOf, verbName, verbsFor, type QueueVerb, type Wish } from "./change";
import classes from "./exceptions.module.css";
import { Fixes } from "./Fixes";
import { kindName } from "./kinds";
import { isSettled, isSnoozed } from "./queue";
import { titleOf } from "./QueueRows";
import { useException } from "./useException";
import { usePeople } from "./usePeople";
import { asks, VerbForm } from "./VerbForm";

type Props = {
  id: string;
  /** The list that it was opened from. */
  shown: ExceptionFilter;
  /** The verb whose form is open. */
  asked: QueueVerb | null;
  busy: boolean;
  onVerb: (verb: QueueVerb, id: string) => void;
  onWish: (verb: QueueVerb, id: string, wish: Wish) => void;
  onBack: () => void;
};

/** One exception: what it means, what would fix it, who has it. */
export function Detail({ id, shown, ...rest }: Props) {
  const query = useException(id);
  return (
    <>
      <Link to="/exceptions" search={shown} className={classes.back}>
        <IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />
        {t("queue.back")}
      </Link>
      {query.data ? (
        <View detail={query.data} {...rest} />
      ) : query.isPending ? (
        <Skeleton label={t("queue.loadingOne")} />
      ) : query.error instanceof ApiError && query.error.status === 404 ? (
        <Empty level={2} title={t("queue.missing")} what={t("queue.missingWhat")} />
      ) : (
        <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />
      )}
    </>
  );
}

/** What happened and what it means for the order; nothing when a part of it is known in English only. */
const contextOf = ({ exception, says }: ExceptionDetail) =>
  exception.says.length > 0 ? [...exception.says, ...says] : [];

type ViewProps = Omit<Props, "id" | "shown"> & { detail: ExceptionDetail };

function View({ detail, asked, busy, onVerb, onWish, onBack }: ViewProps) {
  const { exception } = detail;
  const { nameOf } = usePeople();
  const verbs = { exception, asked, busy, onVerb };
  const title = titleOf({ ...exception, order_number: detail.order_number });
  return (
    <article className={classes.detail} aria-label={title}>
      <header className={classes.detailHead}>
        <h2>{title}</h2>
        {!isSettled(exception) && exception.due_at && <Due at={exception.due_at} what={t("queue.due")} />}
      </header>
      <div className={classes.detailBody}>
        <div className={classes.owner}>
          <span className={classes.quiet}>{t("queue.owner")}</span>
          <bdi>{exception.owner ? nameOf(exception.owner) : t("queue.nobody")}</bdi>
          <Verbs {...verbs} only={["take", "give"]} />
        </div>
        <p className={classes.context}>
          <Words says={contextOf(detail)} english={detail.context} />
        </p>
        <Fixes key={exception.id} detail={detail} keys />
        <Verbs {...verbs} only={["snooze", "wake", "resolve", "dismiss"]} />
        {asked && asks(asked) && (
          <VerbForm
            key={asked}
            verb={asked}
            busy={busy}
            onWish={(wish) => onWish(asked, exception.id, wish)}
            onClose={onBack}
          />
        )}
        <About exception={exception} orderNumber={detail.order_number} />
      </div>
    </article>
  );
}

type VerbsProps = Pick<ViewProps, "asked" | "busy" | "onVerb"> & {
  exception: OrderException;
  /** Which of the verbs stand here, where they make sense. */
  only: QueueVerb[];
};

function Verbs({ exception, asked, busy, onVerb, only }: VerbsProps) {
  const may = useMay();
  const { me } = usePeople();
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(asked);
  const verbs = verbsFor(exception, me, useNow()).filter((verb) => only.includes(verb));
  // Whoever leaves a form goes on at the button that opened it.
  useEffect(() => {
    const left = before.current;
    before.current = asked;
    if (asked || !left || document.activeElement !== document.body) return;
    box.current?.querySelector<HTMLElement>(`[data-verb=${left}]`)?.focus();
  }, [asked]);
  if (!may("exceptions.work") || verbs.length === 0) return null;
  return (
    <div ref={box} className={classes.verbs}>
      {verbs.map((verb) => (
        <Button
          key={verb}
          size="compact-sm"
          data-verb={verb}
          disabled={busy}
          aria-expanded={asks(verb) ? asked === verb : undefined}
          onClick={() => onVerb(verb, exception.id)}
        >
          {t(verbName(verb))}
          <kbd className={classes.key} aria-hidden="true">
            {keyOf[verb]}
          </kbd>
        </Button>
      ))}
    </div>
  );
}

function About({ exception, orderNumber }: { exception: OrderException; orderNumber: string | undefined }) {
  const { nameOf } = usePeople();
  const now = useNow();
  const { order_id: orderId, snoozed_until: until, resolved_at: ended } = exception;
  return (
    <Facts
      facts={[
        [
          t("queue.order"),
          orderId && (
            <Link to="/orders/$id" params={{ id: orderId }}>
              {orderNumber ?? orderId}
            </Link>
          ),
        ],
        [t("queue.about"), !orderId && <SubjectLink subject={exception.subject} />],
        [t("exceptions.kind"), kindName(exception.kind)],
        [
          t("exceptions.severity"),
          <Status of="exception" value={exception.severity} word={t(`exceptions.${exception.severity}`)} />,
        ],
        [t("queue.state"), <Status of="exceptionStatus" value={exception.status} />],
        [
          t("queue.opened"),
          <>
            {dateTime(exception.opened_at)} (<Age at={exception.opened_at} />)
          </>,
        ],
        [t("queue.dueAt"), exception.due_at && dateTime(exception.due_at)],
        [t("queue.snoozedUntil"), isSnoozed(exception, now) && until && dateTime(until)],
        [
          t("queue.ended"),
          ended && t("queue.endedBy", { when: dateTime(ended), who: nameOf(exception.resolved_by ?? "") }),
        ],
        [
          t("exceptions.note"),
          exception.resolution && (
            // A person's own note is in whatever language they wrote it.
            <Words says={exception.ends} english={exception.resolution} />
          ),
        ],
      ]}
    />
  );
}

// Where an exception that belongs to no order leads to; nothing for what has no page.
function SubjectLink({ subject = "" }: { subject?: string }) {
  switch (subject.split("_")[0]) {
    case "con":
      return <Link to="/channels">{t("queue.connection")}</Link>;
    case "whk":
      return (
        <Link to="/settings/webhooks/$id" params={{ id: subject }}>
          {t("queue.webhook")}
        </Link>
      );
    case "cny":
      return <Link to="/routing/canary">{t("queue.canary")}</Link>;
    case "lst":
    case "sku":
      return <Link to="/catalog">{t("queue.listing")}</Link>;
    default:
      return <bdi>{subject}</bdi>;
  }
}
