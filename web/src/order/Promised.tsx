import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { promisesQuery } from "../api/purchasing";
import type { LinePromise } from "../api/types";
import { Status } from "../status/Status";
import { t } from "../text";
import { day } from "../text/time";
import classes from "./order.module.css";

/** When the waiting units of a line are expected, and what brings them. */
export function Promised({ order, line }: { order: string; line: number }) {
  const query = useQuery(promisesQuery(order));
  const promises = (query.data ?? []).filter((one) => one.line === line);
  if (promises.length === 0) return null;
  return (
    <ul role="list" className={classes.promises} aria-label={t("promise.title")}>
      {promises.map((one) => (
        <li key={one.source}>
          <One promise={one} />
        </li>
      ))}
    </ul>
  );
}

function One({ promise }: { promise: LinePromise }) {
  const units = t("order.unitCount", { count: promise.quantity });
  if (!promise.promised_at) return <Status of="promise" value="lost" word={t("promise.lost", { units })} />;
  const late = new Date(promise.promised_at).getTime() > new Date(promise.first_at).getTime();
  return (
    <>
      <span>{t("promise.on", { units, day: day(promise.promised_at) })}</span>
      {late && <Status of="promise" value="late" word={t("promise.late", { day: day(promise.first_at) })} />}
      <Source promise={promise} />
    </>
  );
}

function Source({ promise: { source, name } }: { promise: LinePromise }) {
  const may = useMay();
  if (!source.startsWith("pur_") || !may("purchasing.read")) return <bdi>{name}</bdi>;
  return (
    <Link to="/purchasing/$id" params={{ id: source }}>
      {name}
    </Link>
  );
}
