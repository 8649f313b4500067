import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { deliveriesQuery, deliveryQuery, type DeliveryFilter } from "../api/settings";
import type { Delivery } from "../api/types";
import { Age } from "../parts/Age";
import { Failure } from "../parts/Message";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { lookOf } from "../status/vocabulary";
import { Quoted } from "../parts/Quoted";
import { t } from "../text";
import { dateTime } from "../text/time";
import { Listed } from "./Listed";
import classes from "./settings.module.css";

const states: Delivery["status"][] = ["pending", "delivered", "dead"];

/** The log of what a webhook sent, the newest first. */
export function Deliveries({ id }: { id: string }) {
  const filter = useSearch({ from: "/inside/settings/webhooks/$id" });
  const navigate = useNavigate({ from: "/settings/webhooks/$id" });
  const query = useInfiniteQuery(deliveriesQuery(id, filter));
  const narrow = (status: string) =>
    void navigate({ search: { status: (status || undefined) as DeliveryFilter["status"] }, replace: true });
  return (
    <section aria-label={t("webhooks.deliveries")} className={classes.closures}>
      <div className={classes.line}>
        <h2>{t("webhooks.deliveries")}</h2>
        <NativeSelect
          className={classes.end}
          aria-label={t("webhooks.state")}
          value={filter.status ?? ""}
          onChange={(event) => narrow(event.currentTarget.value)}
          data={[
            { value: "", label: t("webhooks.anyState") },
            ...states.map((value) => ({ value, label: lookOf("webhookDelivery", value)?.word ?? value })),
          ]}
        />
      </div>
      <Listed
        query={query}
        label={t("webhooks.deliveries")}
        empty={{ title: t("webhooks.noDeliveries"), what: t("webhooks.noDeliveriesWhat") }}
      >
        {(delivery) => <Row key={delivery.id} delivery={delivery} />}
      </Listed>
    </section>
  );
}

function Row({ delivery }: { delivery: Delivery }) {
  const [open, setOpen] = useState(false);
  const { act, busy } = useAct();
  const replay = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/deliveries/{id}/replay", { params: { path: { id: delivery.id } }, headers }),
      done: t("webhooks.replayed"),
    });
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <strong>{delivery.type}</strong>
        <Status of="webhookDelivery" value={delivery.status} />
        <span className={classes.quiet}>
          {t("webhooks.attempts", { count: delivery.attempts })}
          {delivery.next_at && `, ${t("webhooks.next", { when: dateTime(delivery.next_at) })}`}
        </span>
        <span className={`${classes.quiet} ${classes.end}`}>
          <Age at={delivery.created_at} />
        </span>
      </div>
      {delivery.problem &&
        (delivery.answer > 0 ? (
          <span className={classes.quiet}>{t("webhooks.answered", { status: String(delivery.answer) })}</span>
        ) : (
          <Quoted words={delivery.problem} className={classes.quiet} />
        ))}
      <div className={classes.verbs}>
        <Button size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("webhooks.log")}
        </Button>
        {delivery.status !== "pending" && (
          <Button size="compact-sm" loading={busy} onClick={replay}>
            {t("webhooks.replay")}
          </Button>
        )}
      </div>
      {open && <Log id={delivery.id} />}
    </li>
  );
}

function Log({ id }: { id: string }) {
  const query = useQuery(deliveryQuery(id));
  if (query.isPending) return <Skeleton label={t("webhooks.log")} rows={2} />;
  if (!query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const { log = [], body = "" } = query.data;
  return (
    <>
      <ol>
        {log.map(({ n, at, took_ms, status, problem, response }) => (
          <li key={n}>
            {t("webhooks.attempt", {
              n,
              when: dateTime(at),
              answer:
                status > 0
                  ? t("webhooks.answered", { status: String(status) })
                  : problem
                    ? t("webhooks.noAnswerBut", { problem })
                    : t("webhooks.noAnswer"),
              ms: took_ms,
            })}
            {response && <pre className={classes.json}>{response}</pre>}
          </li>
        ))}
      </ol>
      <pre className={classes.json} tabIndex={0} role="region" aria-label={t("webhooks.log")}>
        {body}
      </pre>
    </>
  );
}
