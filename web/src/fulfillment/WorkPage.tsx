import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { workQuery, workSkusQuery } from "../api/fulfillment";
import { ApiError } from "../api/problem";
import type { FulfillmentOrder } from "../api/types";
import { workVerbsOf } from "../order/allowed";
import { Empty, Failure } from "../parts/Message";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import { PackStep } from "./PackStep";
import { PickStep } from "./PickStep";
import { DoneStep, ReleaseStep } from "./RestStep";
import { ShipStep } from "./ShipStep";
import classes from "./station.module.css";

/** One fulfillment order at the station, at the step that it is at. */
export function WorkPage() {
  const { id } = useParams({ from: "/inside/fulfillment/station/$id" });
  const work = useQuery(workQuery(id));
  if (work.data) return <div className={classes.station}>{<AtStep key={id} work={work.data} />}</div>;
  if (work.isPending) return <Skeleton label={t("board.loading")} />;
  if (work.error instanceof ApiError && work.error.status === 404) {
    return (
      <Empty level={1} title={t("station.missing")} what={t("station.missingWhat")}>
        <Anchor component={Link} to="/fulfillment/station">
          {t("station.toStart")}
        </Anchor>
      </Empty>
    );
  }
  return <Failure level={1} error={work.error} onRetry={() => void work.refetch()} />;
}

function AtStep({ work }: { work: FulfillmentOrder }) {
  const may = useMay();
  const skus = useQuery(workSkusQuery(work.id));
  const verb = workVerbsOf(work)[0];
  if (!verb) return work.status === "on_hold" ? <ReleaseStep work={work} /> : <DoneStep work={work} />;
  if (verb === "release") return <ReleaseStep work={work} />;
  if (!may("fulfillment.work")) return <Empty level={1} title={work.number} what={t("error.forbidden")} />;
  if (verb === "ship") return <ShipStep work={work} />;
  if (skus.isPending) return <Skeleton label={t("board.loading")} />;
  // Without its SKUs there are no barcodes, but codes can still be typed.
  const known = skus.data ?? [];
  return verb === "pick" ? (
    <PickStep key="pick" work={work} skus={known} />
  ) : (
    <PackStep key="pack" work={work} skus={known} />
  );
}
