import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { receiptsQuery } from "../api/purchasing";
import type { Receipt } from "../api/types";
import { Empty, Failure } from "../parts/Message";
import { useNow } from "../parts/now";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { day } from "../text/time";
import classes from "./purchasing.module.css";

/** What is on its way, day by day; of one SKU or of all. */
export function Expected({ sku }: { sku?: string }) {
  const query = useQuery(receiptsQuery(sku));
  if (query.isPending) return <Skeleton label={t("expected.loading")} rows={3} />;
  if (!query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) return <Empty title={t("expected.empty")} what={t("expected.emptyWhat")} />;
  return (
    <ol role="list" className={classes.timeline} aria-label={t("expected.title")}>
      {byDay(query.data).map(([date, receipts]) => (
        <Day key={date} date={date} receipts={receipts} ofOne={sku !== undefined} />
      ))}
    </ol>
  );
}

function Day({ date, receipts, ofOne }: { date: string; receipts: Receipt[]; ofOne: boolean }) {
  const now = useNow();
  const late = date !== "" && new Date(receipts[0]!.expected_at!).getTime() < now;
  return (
    <li className={classes.day}>
      <div className={classes.date}>
        <strong>{date || t("expected.noDate")}</strong>
        {late && <Status of="receipt" value="overdue" />}
      </div>
      <ul role="list" className={classes.receipts}>
        {receipts.map((one) => (
          <li key={`${one.source} ${one.sku}`}>
            <span className={classes.count}>{figure(one.quantity)}</span>
            {!ofOne && (
              <Link className={partClasses.code} to="/inventory/$sku" params={{ sku: one.sku }}>
                {one.sku}
              </Link>
            )}
            <Source receipt={one} />
            <span className={classes.quiet}>
              {t("expected.at")} <bdi>{one.location}</bdi>
            </span>
            {one.promised > 0 && (
              <span className={classes.quiet}>{t("expected.promised", { count: one.promised })}</span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}

function Source({ receipt: { source, name } }: { receipt: Receipt }) {
  const may = useMay();
  if (!source.startsWith("pur_")) {
    return (
      <Link to="/stock/transfers/$id" params={{ id: source }}>
        <bdi>{t("expected.transfer", { name: name === source ? `…${source.slice(-6)}` : name })}</bdi>
      </Link>
    );
  }
  if (!may("purchasing.read")) return <>{name}</>;
  return (
    <Link to="/purchasing/$id" params={{ id: source }}>
      {name}
    </Link>
  );
}

/** Receipts by the day that the reader's calendar shows; those without a date have "". */
function byDay(receipts: Receipt[]): [string, Receipt[]][] {
  const days = new Map<string, Receipt[]>();
  for (const one of receipts) {
    const date = one.expected_at ? day(one.expected_at) : "";
    days.set(date, [...(days.get(date) ?? []), one]);
  }
  return [...days];
}
