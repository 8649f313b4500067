import type { Order } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { money } from "../text/money";
import classes from "./order.module.css";

/** The order's sum, term by term, as the server counted it. */
export function Money({ order }: { order: Order }) {
  const { currency, prices_include_tax: included } = order;
  const terms: [string, string | undefined][] = [
    [t("order.subtotal"), order.subtotal],
    [t("order.discount"), negative(order.discount_total)],
    [t("order.shipping"), order.shipping_total],
    [included ? t("order.ofWhichTax") : t("order.tax"), order.tax_total],
  ];
  return (
    <Panel title={t("order.money")} hint={t(included ? "order.taxIncluded" : "order.taxOnTop", { currency })}>
      <dl className={`${classes.facts} ${classes.money}`}>
        {terms.map(
          ([name, amount]) => amount && <Term key={name} name={name} amount={money(amount, currency)} />,
        )}
        <Term name={t("order.total")} amount={money(order.total, currency)} sum />
        <Term name={t("money.authorized")} amount={money(order.amounts.authorized, currency)} />
        <Term name={t("money.captured")} amount={money(order.amounts.captured, currency)} />
        <Term name={t("money.refunded")} amount={money(order.amounts.refunded, currency)} />
        <Term name={t("money.due")} amount={money(order.amounts.due, currency)} sum />
      </dl>
    </Panel>
  );
}

function Term({ name, amount, sum }: { name: string; amount: string; sum?: boolean }) {
  return (
    <>
      <dt className={sum ? classes.sum : undefined}>{name}</dt>
      <dd className={sum ? classes.sum : undefined}>{amount}</dd>
    </>
  );
}

// A discount is stored as what it takes away; nothing taken away says nothing.
function negative(amount: string | undefined): string | undefined {
  return amount && /[1-9]/.test(amount) ? `-${amount}` : undefined;
}
