import { Button, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { useMay } from "../act/useAct";
import type { Wave } from "../api/types";
import { wavesQuery, type WaveFilter } from "../api/waves";
import { Progress } from "../counts/Progress";
import { useCommands } from "../keys/commands";
import { useEvents } from "../live/context";
import tableClasses from "../orders/OrdersTable.module.css";
import { Age } from "../parts/Age";
import { LocationChoice } from "../parts/LocationChoice";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { figure, t } from "../text";
import classes from "./board.module.css";
import { ClaimMark } from "./ClaimMark";
import { NewWave } from "./NewWave";
import { WaveStatus } from "./WaveStatus";

/** What the address of the waves holds. */
export type WavesView = WaveFilter & { add?: "1" };

/** The waves of a location: who walks which, and how far they are. */
export function WavesPage() {
  const view = useSearch({ from: "/inside/fulfillment/waves" });
  const navigate = useNavigate({ from: "/fulfillment/waves" });
  const works = useMay()("fulfillment.work");
  const show = (next: WavesView) => void navigate({ search: next, replace: true });
  const add = () => show({ ...view, add: view.add ? undefined : "1" });
  useCommands(works ? [{ name: t("wave.new"), group: "create" as const, run: add }] : []);
  useLive();
  return (
    <>
      <PageHead
        title={t("wave.title")}
        hint={t("wave.hint")}
        aside={
          <>
            <Button
              c="var(--sy-text)"
              renderRoot={(props) => (
                <Link to="/fulfillment" search={{ location: view.location }} {...props} />
              )}
            >
              {t("wave.toBoard")}
            </Button>
            {works && (
              <Button variant="filled" aria-expanded={view.add === "1"} onClick={add}>
                {t("wave.new")}
              </Button>
            )}
          </>
        }
      />
      {view.add && works && (
        <NewWave location={view.location} onClose={() => show({ ...view, add: undefined })} />
      )}
      <div className={actClasses.bar} role="search" aria-label={t("wave.filter")}>
        <LocationChoice
          className={classes.place}
          any={t("shipments.anyLocation")}
          value={view.location}
          onChange={(location) => show({ ...view, location })}
        />
        <SegmentedControl
          aria-label={t("wave.which")}
          value={view.all ?? ""}
          onChange={(all) => show({ ...view, all: all === "1" ? "1" : undefined })}
          data={[
            { value: "", label: t("wave.unfinished") },
            { value: "1", label: t("wave.all") },
          ]}
        />
      </div>
      <div className={partClasses.panel}>
        <List filter={view} onAll={() => show({ ...view, all: "1" })} />
      </div>
    </>
  );
}

/** Asks anew when waves are made, walked or claimed: rows keep their places but for new ones on top. */
function useLive() {
  const client = useQueryClient();
  useEvents((events) => {
    if (events.some(({ type }) => type.startsWith("wave."))) {
      void client.invalidateQueries({ queryKey: ["waves", "list"] });
    }
  });
}

function List({ filter, onAll }: { filter: WaveFilter; onAll: () => void }) {
  const query = useInfiniteQuery(wavesQuery(filter));
  return (
    <PagedList
      query={query}
      loading={t("wave.loading")}
      shown={(count) => t("wave.shown", { count })}
      empty={
        <Empty level={2} title={t("wave.none")} what={t("wave.noneWhat")}>
          {!filter.all && <Button onClick={onAll}>{t("wave.showAll")}</Button>}
        </Empty>
      }
    >
      {(waves) => <WaveTable waves={waves} />}
    </PagedList>
  );
}

function WaveTable({ waves }: { waves: Wave[] }) {
  return (
    <Scroll label={t("wave.title")}>
      <table className={tableClasses.table} aria-label={t("wave.title")}>
        <thead>
          <tr>
            <th>{t("wave.number")}</th>
            <th>{t("wave.status")}</th>
            <th>{t("stock.location")}</th>
            <th>{t("wave.unitsPicked")}</th>
            <th className={tableClasses.right}>{t("wave.works")}</th>
            <th>{t("wave.picker")}</th>
            <th className={tableClasses.slack}>{t("wave.made")}</th>
          </tr>
        </thead>
        <tbody>
          {waves.map((wave) => (
            <tr key={wave.id}>
              <td className={partClasses.code}>
                <Link to="/fulfillment/waves/$id" params={{ id: wave.id }}>
                  {wave.number}
                </Link>
              </td>
              <td>
                <WaveStatus wave={wave} />
              </td>
              <td className={tableClasses.quiet}>
                <bdi>{wave.location.code}</bdi>
              </td>
              <td>
                <Progress done={wave.progress.units - wave.progress.to_pick} of={wave.progress.units} />
              </td>
              <td className={tableClasses.right}>{figure(wave.progress.works)}</td>
              <td>
                <ClaimMark claim={wave.claim} />
              </td>
              <td className={`${tableClasses.quiet} ${tableClasses.slack}`}>
                <Age at={wave.created_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
