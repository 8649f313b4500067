import type { BasketPromise, PromiseOption, PromisePart, WalkStep } from "../api/promises";
import { Panel } from "../parts/Panel";
import { figure, t } from "../text";
import { money } from "../text/money";
import { amountOf, dayRange, instantIn } from "./promise";
import classes from "./settings.module.css";

/** The delivery options of a basket, each with its days, its cost and its way. */
export function PromiseOptions({ promise }: { promise: BasketPromise }) {
  return promise.options.map((option) => (
    <Option key={option.service} option={option} zone={promise.timezone} />
  ));
}

function Option({ option, zone }: { option: PromiseOption; zone: string }) {
  const days = option.earliest && option.latest ? dayRange(option.earliest, option.latest) : undefined;
  return (
    <Panel
      title={option.name || t("basket.anyService")}
      hint={days ?? t("basket.notWhole")}
      aside={<strong>{money(amountOf(option.cost, option.currency), option.currency)}</strong>}
    >
      <div className={classes.closures}>
        {option.order_by && <p>{t("basket.orderBy", { at: instantIn(option.order_by, zone), zone })}</p>}
        {option.parts.map((part, at) => (
          <Part key={at} part={part} currency={option.currency} />
        ))}
        {option.unpromised.map(({ item, sku, quantity }) => (
          <p key={`${item} ${sku}`} className={classes.wrong}>
            {t("basket.unpromised", { count: quantity })} <bdi>{sku}</bdi>
          </p>
        ))}
      </div>
    </Panel>
  );
}

function Part({ part, currency }: { part: PromisePart; currency: string }) {
  return (
    <div className={classes.part}>
      <h3>
        <bdi>{part.location}</bdi>: {dayRange(part.earliest, part.latest)}
      </h3>
      <p className={classes.quiet}>
        {part.items.map(({ item, sku, quantity }) => (
          <span key={`${item} ${sku}`}>
            {figure(quantity)} × <bdi>{sku}</bdi>{" "}
          </span>
        ))}
        {t("basket.parcels", { count: part.parcels })}, {money(amountOf(part.cost, currency), currency)}
      </p>
      <ol className={classes.walk}>
        {part.walk.map((step) => (
          <li key={step.step}>{wordsOf(step)}</li>
        ))}
      </ol>
    </div>
  );
}

/** One step of the way in words. */
function wordsOf(step: WalkStep): string {
  const { location = "", source = "", service = "", timezone: zone = "UTC" } = step;
  const at = step.at ? instantIn(step.at, zone) : "";
  switch (step.step) {
    case "order":
      return t("basket.order", { at });
    case "receipt":
      return t("basket.receipt", { at, source, location });
    case "cut_off":
      return t("basket.cutOff", { at, zone });
    case "handling":
      return t("basket.handling", { count: step.max_days ?? 0 });
    case "hand_over":
      return t("basket.handOver", { at, zone });
    case "transit":
      return `${t("basket.transit", { service, days: daysOf(step) })} ${t(`basket.basis.${step.basis ?? "assumed"}`)}`;
    case "delivery":
      return t("basket.delivery", { days: dayRange(step.from ?? "", step.by ?? ""), zone });
  }
}

function daysOf({ min_days: min = 0, max_days: max = 0 }: WalkStep): string {
  return min === max ? t("basket.days", { count: max }) : t("basket.daysRange", { min, max });
}
