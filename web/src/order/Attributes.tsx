import type { Order } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { Json } from "./Json";
import classes from "./order.module.css";
import { pretty } from "./pretty";

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

const longest = 200; // characters that are drawn at once

function Field({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>
        {value.length > longest ? (
          <details className={classes.fold}>
            <summary>{t("order.attributeLong", { count: value.length })}</summary>
            <Json label={name} text={pretty(value)} />
          </details>
        ) : (
          <bdi>{value}</bdi>
        )}
      </dd>
    </>
  );
}
