import { Button } from "@mantine/core";
import { IconCircleCheck, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMay } from "../act/useAct";
import { api } from "../api/client";
import { nextWorkQuery } from "../api/fulfillment";
import type { FulfillmentOrder } from "../api/types";
import { useNow } from "../parts/now";
import { Status } from "../status/Status";
import { t } from "../text";
import { claimOn } from "./board";
import { papers, print } from "./print";
import { StationHead } from "./StationHead";
import classes from "./station.module.css";
import { useWorkAct } from "./useWorkAct";

/** Work that is not released yet: it can be, unless a hold stops it. */
export function ReleaseStep({ work }: { work: FulfillmentOrder }) {
  const { run, busy } = useWorkAct(work);
  const may = useMay();
  const holds = work.order?.holds ?? [];
  const release = () =>
    run(
      (headers) =>
        api.POST("/api/v1/fulfillment-orders/{id}/release", { params: { path: { id: work.id } }, headers }),
      t("did.releaseWork", { number: work.number, location: work.location.code }),
    );
  return (
    <>
      <StationHead
        title={work.number}
        hint={work.order?.recipient}
        location={work.location.code}
        work={work}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          <p className={classes.lead}>{t("station.notReleased")}</p>
          {holds.map((hold) => (
            <p key={hold.type + hold.reason}>
              <Status of="hold" value={hold.type} /> <bdi>{hold.reason}</bdi>
            </p>
          ))}
          {holds.length === 0 && may("fulfillment.work") && (
            <Button className={classes.confirm} variant="filled" loading={busy} onClick={release}>
              {t("work.release")}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}

/** Work that is done: its papers once more, and on to the next. */
export function DoneStep({ work }: { work: FulfillmentOrder }) {
  const navigate = useNavigate();
  const location = work.location.code;
  const next = useQuery(nextWorkQuery(location));
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const now = useNow();
  const free = (next.data ?? []).filter((one) => one.id !== work.id && (claimOn(one, now)?.mine ?? true));
  // The other totes of a cart come before other work.
  const following = free.find((one) => one.wave && one.wave.id === work.wave?.id) ?? free[0];
  const shipments = (work.order?.shipments ?? []).filter((one) => one.status !== "voided");
  function go() {
    if (following) void navigate({ to: "/fulfillment/station/$id", params: { id: following.id } });
    else void navigate({ to: "/fulfillment/station", search: { location } });
  }
  return (
    <>
      <StationHead title={work.number} hint={work.order?.recipient} location={location} work={work} />
      <div className={classes.body}>
        <div className={classes.main}>
          <p className={classes.done}>
            <IconCircleCheck size={24} stroke={1.75} aria-hidden="true" />
            {t(work.status === "canceled" ? "station.canceled" : "station.done")}
          </p>
          {shipments.map((shipment) => (
            <div key={shipment.id} className={classes.parcel}>
              <Status of="shipment" value={shipment.status} />
              <Button
                leftSection={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
                onClick={() => void print(papers.label(shipment.id))}
              >
                {t("station.printLabel")}
              </Button>
            </div>
          ))}
          {work.status !== "canceled" && (
            <Button className={classes.second} onClick={() => void print(papers.slip(work.id))}>
              {t("station.printSlip")}
            </Button>
          )}
          <Button
            ref={button}
            className={classes.confirm}
            variant="filled"
            loading={next.isPending}
            onClick={go}
          >
            {following ? t("station.next", { number: following.number }) : t("station.toStart")}
          </Button>
        </div>
      </div>
    </>
  );
}
