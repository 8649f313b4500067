import type { Order } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { locale } from "../text/language";
import classes from "./order.module.css";

const countries = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });

// A code that is none, as channels may send, stays as it is.
function countryName(code: string): string {
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}

/** The buyer and where the goods go. */
export function ShipTo({ order }: { order: Order }) {
  const address = order.shipping_address;
  const place = [address?.postal_code, address?.city].filter(Boolean).join(" ");
  const lines = [
    address?.name,
    address?.company,
    address?.address1,
    address?.address2,
    place,
    address?.region,
    address?.country_code && countryName(address.country_code),
  ];
  const written = lines.filter((line) => line !== undefined && line !== "");
  return (
    <Panel title={t("order.shipTo")} hint={<bdi>{order.customer?.email}</bdi>}>
      {written.length === 0 && <p className={classes.quiet}>{t("order.noAddress")}</p>}
      <address className={classes.item}>
        {written.map((line, n) => (
          <div key={n}>
            <bdi>{line}</bdi>
          </div>
        ))}
      </address>
    </Panel>
  );
}
