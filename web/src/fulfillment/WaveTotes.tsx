import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import type { Wave, WaveWork } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Panel } from "../parts/Panel";
import { Scroll } from "../parts/Scroll";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import { columnOf, isHeld, unitsOf } from "./board";
import { ClaimMark } from "./ClaimMark";

/** The work of a wave by tote; what left it stays in sight with the reason. */
export function WaveTotes({ wave }: { wave: Wave }) {
  const works = useMay()("fulfillment.work");
  return (
    <Panel title={t("wave.totes")} flush>
      <Scroll label={t("wave.totes")}>
        <table className={tableClasses.table} aria-label={t("wave.totes")}>
          <thead>
            <tr>
              <th className={tableClasses.right}>{t("wave.tote")}</th>
              <th>{t("wave.work")}</th>
              <th>{t("wave.status")}</th>
              <th className={tableClasses.right}>{t("wave.unitsPicked")}</th>
              <th>{t("board.shipBy")}</th>
              <th>{t("wave.picker")}</th>
              {works && <th>{t("shipments.actions")}</th>}
              <th className={tableClasses.slack}>{t("wave.recipient")}</th>
            </tr>
          </thead>
          <tbody>
            {(wave.works ?? []).map((one) => (
              <tr key={one.work.id}>
                <td className={tableClasses.right}>
                  <b>{one.tote}</b>
                </td>
                <td>
                  <Link to="/fulfillment/station/$id" params={{ id: one.work.id }}>
                    {one.work.number}
                  </Link>
                </td>
                <td>
                  <Standing one={one} />
                </td>
                <td className={tableClasses.right}>
                  {t("station.ofUnits", {
                    done: one.work.lines.reduce((sum, line) => sum + line.picked, 0),
                    of: unitsOf(one.work),
                  })}
                </td>
                <td>{one.work.ship_by && <Due at={one.work.ship_by} what={t("board.shipBy")} />}</td>
                <td>{one.left_at === null && <ClaimMark claim={one.work.claim} />}</td>
                {works && (
                  <td>
                    <TakeOut wave={wave} one={one} />
                  </td>
                )}
                <td className={tableClasses.slack} title={one.work.order?.recipient}>
                  <bdi>{one.work.order?.recipient}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}

function Standing({ one: { left_because: why, work } }: { one: WaveWork }) {
  if (why) {
    return (
      <Status
        of="fulfillmentOrder"
        value={why === "held" ? "on_hold" : "canceled"}
        word={t(`wave.because.${why}`)}
      />
    );
  }
  return <Status of="fulfillmentOrder" value={isHeld(work) ? "on_hold" : work.stage || work.status} />;
}

/** Takes work out of a wave that is still to be picked. */
function TakeOut({ wave, one: { left_at, work } }: { wave: Wave; one: WaveWork }) {
  const { act, busy } = useAct();
  const column = columnOf(work);
  if (left_at !== null || (column !== "to_pick" && column !== "picking")) return null;
  return (
    <Button
      size="compact-sm"
      loading={busy}
      aria-label={t("wave.takeOutOf", { number: work.number })}
      onClick={() =>
        act({
          call: (headers) =>
            api.POST("/api/v1/waves/{id}/take-out", {
              params: { path: { id: wave.id } },
              body: { fulfillment_orders: [work.id] },
              headers,
            }),
          done: t("did.takeOut", { number: work.number, wave: wave.number }),
        })
      }
    >
      {t("wave.takeOut")}
    </Button>
  );
}
