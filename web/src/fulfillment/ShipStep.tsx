import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { api } from "../api/client";
import { ratesQuery } from "../api/fulfillment";
import type { FulfillmentOrder, Rate } from "../api/types";
import { Failure } from "../parts/Message";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import { money } from "../text/money";
import { dayOf } from "../text/time";
import { papers, print } from "./print";
import { StationHead } from "./StationHead";
import classes from "./station.module.css";
import { useWorkAct } from "./useWorkAct";

/** Chooses the service and buys the labels of the packed parcels. */
export function ShipStep({ work }: { work: FulfillmentOrder }) {
  return (
    <>
      <StationHead
        title={work.number}
        hint={t("station.shipTo", {
          name: work.order?.recipient ?? "",
          place: [work.order?.city, work.order?.country_code].filter(Boolean).join(", "),
        })}
        location={work.location.code}
        work={work}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          <Rates work={work} />
        </div>
        <div className={classes.side}>
          <Parcels work={work} />
          <Button
            leftSection={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
            className={classes.second}
            onClick={() => void print(papers.slip(work.id))}
          >
            {t("station.printSlip")}
          </Button>
        </div>
      </div>
    </>
  );
}

function Rates({ work }: { work: FulfillmentOrder }) {
  const rates = useQuery(ratesQuery(work));
  const { run, busy } = useWorkAct(work);
  const [chosen, setChosen] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Enter buys at once: the first service is chosen already.
  const ready = rates.data !== undefined;
  useEffect(() => {
    if (ready) button.current?.focus();
  }, [ready]);
  if (rates.isPending) return <Skeleton label={t("station.asking")} rows={3} />;
  if (!rates.data) return <Failure level={2} error={rates.error} onRetry={() => void rates.refetch()} />;
  const service = chosen ?? rates.data.find(({ proposed }) => proposed)?.service;
  const promised = rates.data[0]?.promised_by;
  const isLate = promised !== undefined && !rates.data.some((rate) => rate.keeps_promise);

  function buy(event: FormEvent) {
    event.preventDefault();
    run(
      (headers) =>
        api.POST("/api/v1/fulfillment-orders/{id}/ship", {
          params: { path: { id: work.id } },
          body: { service },
          headers,
        }),
      t("did.ship", { count: work.parcels.length, number: work.number }),
      (order) => {
        const bought = order.shipments.findLast((one) => one.fulfillment_order_id === work.id);
        if (bought) void print(papers.label(bought.id));
      },
    );
  }
  return (
    <form className={classes.main} onSubmit={buy}>
      <fieldset className={classes.rates}>
        <legend>{t("ship.service")}</legend>
        {work.order?.shipping_method && (
          <p className={classes.quiet}>{t("station.method", { method: work.order.shipping_method })}</p>
        )}
        {promised && (
          <p className={isLate ? classes.late : classes.quiet} role={isLate ? "alert" : undefined}>
            {t(isLate ? "station.promiseLost" : "station.promised", { day: dayOf(noon(promised)) })}
          </p>
        )}
        {rates.data.map((rate) => (
          <label key={rate.service} className={classes.rate}>
            <input
              type="radio"
              name="service"
              value={rate.service}
              checked={rate.service === service}
              onChange={() => setChosen(rate.service)}
            />
            <span className={classes.lineText}>
              <span className={classes.lead}>{rate.name}</span>
              <span className={classes.quiet}>{arrivalOf(rate)}</span>
            </span>
            <b className={classes.lead}>{money(rate.cost, rate.currency)}</b>
          </label>
        ))}
        {rates.data.length === 0 && <p>{t("station.noRates")}</p>}
      </fieldset>
      <Button
        type="submit"
        className={classes.confirm}
        variant="filled"
        loading={busy}
        disabled={!service}
        ref={button}
        leftSection={<IconPrinter size={24} stroke={1.75} aria-hidden="true" />}
      >
        {t("station.buy", { count: work.parcels.length })}
      </Button>
    </form>
  );
}

const noon = (date: string) => `${date}T12:00:00`;

// When a service arrives, and whether that is too late.
function arrivalOf({
  arrives_from: from,
  arrives_by: by,
  promised_by: promised,
  keeps_promise: keeps,
}: Rate) {
  if (!by) return t("station.arrivesUnknown");
  const days =
    !from || from === by
      ? t("station.arrives", { day: dayOf(noon(by)) })
      : t("station.arrivesBetween", { from: dayOf(noon(from)), by: dayOf(noon(by)) });
  return promised && !keeps ? t("station.tooLate", { days }) : days;
}

/** What is packed; a box that is wrong can be emptied. */
function Parcels({ work }: { work: FulfillmentOrder }) {
  const { run, busy } = useWorkAct(work);
  return (
    <ul className={classes.lines} role="list" aria-label={t("station.boxes")}>
      {work.parcels.map((parcel) => (
        <li key={parcel.id} className={classes.parcel}>
          <span className={classes.lineText}>
            <b>{t("station.boxOf", { n: parcel.n, grams: parcel.weight_grams })}</b>
            <bdi className={classes.quiet}>
              {parcel.items.map((item) => `${item.quantity} × ${item.sku}`).join(", ")}
            </bdi>
          </span>
          <button
            type="button"
            className={classes.link}
            disabled={busy}
            aria-label={t("station.unpackBox", { n: parcel.n })}
            onClick={() =>
              run(
                (headers) =>
                  api.POST("/api/v1/parcels/{id}/unpack", { params: { path: { id: parcel.id } }, headers }),
                t("did.unpack", { n: parcel.n }),
              )
            }
          >
            {t("station.unpack")}
          </button>
        </li>
      ))}
    </ul>
  );
}
