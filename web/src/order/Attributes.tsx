import type { Order } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import partClasses from "../parts/parts.module.css";
import classes from "./order.module.css";

/** The channel's own fields, none of them lost. */
export function Attributes({ attributes }: { attributes: Order["attributes"] }) {
  const fields = Object.entries(attributes ?? {});
  return (
    <Panel title={t("order.attributes")}>
      {fields.length === 0 && <p className={classes.quiet}>{t("order.attributesEmpty")}</p>}
      <dl className={classes.facts}>
        {fields.map(([name, value]) => (
          <Field key={name} name={name} value={typeof value === "string" ? value : JSON.stringify(value)} />
        ))}
      </dl>
    </Panel>
  );
}

function Field({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}

/** The order as the API gives it. */
export function RawOrder({ order }: { order: Order }) {
  return (
    <details className={partClasses.panel}>
      <summary className={classes.summary}>{t("order.raw")}</summary>
      {/* A long text scrolls in its own box, so a keyboard must be able to reach it. */}
      <pre className={classes.raw} tabIndex={0} role="region" aria-label={t("order.raw")}>
        {JSON.stringify(order, null, 2)}
      </pre>
    </details>
  );
}
