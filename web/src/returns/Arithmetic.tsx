import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { quoteQuery, type Decision } from "../api/returns";
import type { Quote, Return } from "../api/types";
import { Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import { money } from "../text/money";
import classes from "./returns.module.css";

type Props = {
  one: Return;
  /** What of each line is refunded; lines that are absent are refunded whole. */
  lines: Decision[];
  hint?: string;
  children?: ReactNode;
};

/** The refund, term by term, as the server counts it for what is chosen now. */
export function Arithmetic({ one, lines, hint, children }: Props) {
  const quote = useQuery({ ...quoteQuery(one.id, one.version, lines), placeholderData: keepPreviousData });
  return (
    <Panel title={t("refund.title")} hint={hint}>
      {quote.isPending && <Skeleton label={t("refund.counting")} rows={3} />}
      {quote.error && <Failure error={quote.error} />}
      {quote.data && !quote.error && <Terms one={one} quote={quote.data} />}
      {children}
    </Panel>
  );
}

const nothing = (amount: string) => !/[1-9]/.test(amount);

function Terms({ one, quote }: { one: Return; quote: Quote }) {
  const { currency, prices_include_tax: included } = quote;
  const titles = new Map(one.lines.map((line) => [line.line, line.title || line.sku]));
  const lines = quote.lines.filter((line) => line.units > 0);
  const deducted = lines.filter((line) => !nothing(line.deduction));
  return (
    <dl className={classes.terms} aria-label={t("refund.title")}>
      {lines.map((line) => (
        <Term
          key={line.line}
          name={<bdi>{t("refund.line", { count: line.units, name: titles.get(line.line) ?? "" })}</bdi>}
          amount={money(line.goods, currency)}
        />
      ))}
      {lines
        .filter((line) => !nothing(line.discount))
        .map((line) => (
          <Term key={line.line} name={t("refund.discount")} amount={money(`-${line.discount}`, currency)} />
        ))}
      {!included &&
        lines
          .filter((line) => !nothing(line.tax))
          .map((line) => <Term key={line.line} name={t("refund.tax")} amount={money(line.tax, currency)} />)}
      {!nothing(quote.shipping) && (
        <Term name={t("refund.shipping")} amount={money(quote.shipping, currency)} />
      )}
      {!nothing(quote.shipping_tax) && (
        <Term name={t("refund.shippingTax")} amount={money(quote.shipping_tax, currency)} />
      )}
      {deducted.map((line) => (
        <Term
          key={line.line}
          name={<bdi>{t("refund.deduction", { name: titles.get(line.line) ?? "" })}</bdi>}
          amount={money(`-${line.deduction}`, currency)}
        />
      ))}
      <Term name={t("refund.credit")} amount={money(quote.credit, currency)} />
      <Term name={t("refund.toRefund")} amount={money(quote.refund, currency)} sum />
      {included &&
        lines
          .filter((line) => !nothing(line.tax))
          .map((line) => (
            <Term key={line.line} name={t("refund.ofWhichTax")} amount={money(line.tax, currency)} quiet />
          ))}
      <Term name={t("refund.paid")} amount={money(quote.paid, currency)} quiet />
      <Term name={t("refund.owed")} amount={money(quote.owed, currency)} quiet />
    </dl>
  );
}

function Term({
  name,
  amount,
  sum,
  quiet,
}: {
  name: ReactNode;
  amount: string;
  sum?: boolean;
  quiet?: boolean;
}) {
  const look = sum ? classes.sum : quiet ? classes.quietTerm : undefined;
  return (
    <div className={look}>
      <dt>{name}</dt>
      <dd>{amount}</dd>
    </div>
  );
}
