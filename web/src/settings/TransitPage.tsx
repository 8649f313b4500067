import { Anchor, Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { transitsQuery, type TransitTable } from "../api/promises";
import { ImportFile } from "../imports/ImportFile";
import { useCommands } from "../keys/commands";
import { PageHead } from "../parts/PageHead";
import { t } from "../text";
import { weekdayName } from "./calendar";
import { Listed } from "./Listed";
import classes from "./settings.module.css";
import { TransitForm } from "./TransitForm";

const fresh = "new";

/** How long carriers take: a table for each service, by hand or from a file. */
export function TransitPage() {
  const may = useMay();
  const { table, import: file } = useSearch({ from: "/inside/settings/transit" });
  const navigate = useNavigate({ from: "/settings/transit" });
  const query = useInfiniteQuery(transitsQuery);
  const writes = may("locations.write");
  const open = (id: string | undefined) => void navigate({ search: { table: id }, replace: true });
  useCommands(writes ? [{ name: t("transit.make"), group: "create" as const, run: () => open(fresh) }] : []);
  return (
    <>
      <PageHead
        title={t("transit.title")}
        hint={t("transit.hint")}
        aside={
          writes && (
            <Button aria-expanded={table === fresh} onClick={() => open(table === fresh ? undefined : fresh)}>
              {t("transit.make")}
            </Button>
          )
        }
      />
      <div className={classes.closures}>
        {table === fresh && writes && <TransitForm onClose={() => open(undefined)} />}
        <Listed
          query={query}
          label={t("transit.title")}
          empty={{ title: t("transit.empty"), what: t("transit.emptyWhat") }}
        >
          {(one) => (
            <li key={one.id} className={classes.row}>
              <Row
                table={one}
                onOpen={writes ? () => open(table === one.id ? undefined : one.id) : undefined}
              />
              {table === one.id && writes && (
                <TransitForm key={one.version} table={one} onClose={() => open(undefined)} />
              )}
            </li>
          )}
        </Listed>
        {writes && (
          <ImportFile
            kinds={["transit"]}
            id={file}
            onImport={(next) => void navigate({ search: { import: next } })}
          />
        )}
      </div>
    </>
  );
}

function Row({ table, onOpen }: { table: TransitTable; onOpen?: () => void }) {
  const days = table.working_days.map(weekdayName).join(", ");
  return (
    <>
      <div className={classes.line}>
        {onOpen ? (
          <Anchor component="button" type="button" onClick={onOpen}>
            <bdi>{table.name}</bdi>
          </Anchor>
        ) : (
          <bdi>{table.name}</bdi>
        )}
        <bdi className={`${classes.quiet} ${classes.end}`}>{table.service}</bdi>
      </div>
      <span className={classes.quiet}>
        {t("transit.lanesCount", { count: table.lanes.length })}, {t("transit.worksOn", { days })}
      </span>
    </>
  );
}
