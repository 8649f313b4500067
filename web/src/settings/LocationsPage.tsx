import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { locationsQuery } from "../api/stock";
import type { Location } from "../api/types";
import { useCommands } from "../keys/commands";
import { useRowKeys } from "../keys/useRowKeys";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { NextStep } from "../start/NextStep";
import { Status } from "../status/Status";
import { t } from "../text";
import { LocationForm } from "./LocationForm";
import { kindName } from "./locationKinds";
import classes from "./settings.module.css";
import { WorldMap } from "./WorldMap";

/** Where stock is and work happens. */
export function LocationsPage() {
  const may = useMay();
  const { make } = useSearch({ from: "/inside/settings/locations" });
  const navigate = useNavigate({ from: "/settings/locations" });
  const writes = may("locations.write");
  const open = (form: boolean) => void navigate({ search: { make: form ? "1" : undefined }, replace: true });
  useCommands(writes ? [{ name: t("locations.make"), group: "create" as const, run: () => open(true) }] : []);
  return (
    <>
      <PageHead
        title={t("locations.title")}
        hint={t("locations.hint")}
        aside={
          writes && (
            <Button aria-expanded={make === "1"} onClick={() => open(make !== "1")}>
              {t("locations.make")}
            </Button>
          )
        }
      />
      {make && writes && <LocationForm onClose={() => open(false)} />}
      <List onMake={writes && !make ? () => open(true) : undefined} />
      {!make && <NextStep />}
    </>
  );
}

function List({ onMake }: { onMake?: () => void }) {
  const query = useQuery(locationsQuery);
  const rows = useRowKeys<HTMLUListElement>();
  if (query.isPending) return <Skeleton label={t("locations.loading")} rows={4} />;
  if (!query.data) return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0)
    return (
      <Empty level={2} title={t("locations.empty")} what={t("locations.emptyWhat")}>
        {onMake && (
          <Button variant="filled" onClick={onMake}>
            {t("locations.make")}
          </Button>
        )}
      </Empty>
    );
  return (
    <div className={classes.closures}>
      {query.data.some(({ address }) => address.latitude !== undefined) && (
        <Panel title={t("locations.where")} flush>
          <WorldMap locations={query.data} />
        </Panel>
      )}
      <ul ref={rows} role="list" aria-label={t("locations.title")} className={partClasses.panel}>
        {query.data.map((location) => (
          <Row key={location.id} location={location} />
        ))}
      </ul>
    </div>
  );
}

function Row({ location: { id, code, name, kind, address, active, priority } }: { location: Location }) {
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <Link to="/settings/locations/$id" params={{ id }} data-row>
          <bdi>{name}</bdi>
        </Link>
        <Status of="switch" value={active ? "on" : "off"} />
        <bdi className={`${classes.quiet} ${classes.end}`}>{code}</bdi>
      </div>
      <span className={classes.quiet}>
        {kindName(kind)}
        {address.city && (
          <>
            , <bdi>{address.city}</bdi> {address.country_code}
          </>
        )}
        {`, ${t("locations.priorityIs", { priority })}`}
      </span>
    </li>
  );
}
