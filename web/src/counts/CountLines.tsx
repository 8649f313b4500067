import { Button, Checkbox, SegmentedControl } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import actClasses from "../act/act.module.css";
import { useMay } from "../act/useAct";
import type { Count, CountLine } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { money } from "../text/money";
import { dateTime, day } from "../text/time";
import { lineFilters, namedOf, nameless, shows, signed, together, type LineFilter } from "./count";
import classes from "./counts.module.css";
import { Decide } from "./Decide";

/** The lines of a count; what waits can be chosen and decided. */
export function CountLines({ count }: { count: Count }) {
  const { show } = useSearch({ from: "/inside/counts/$id" });
  const navigate = useNavigate({ from: "/counts/$id" });
  const decides = useMay()("counts.manage") && count.progress.pending > 0;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const lines = together((count.lines ?? []).filter((line) => shows(line, show)));
  const waiting = (count.lines ?? []).filter((line) => line.status === "pending");
  const selected = waiting.filter((line) => chosen.has(line.line));
  const choose = (line: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(line);
    else next.delete(line);
    setChosen(next);
  };
  return (
    <>
      <Panel title={t("counts.lines")} hint={decides ? t("counts.decideHint") : undefined} flush>
        <div className={`${actClasses.bar} ${classes.tabs}`}>
          <SegmentedControl
            aria-label={t("counts.show")}
            value={show ?? "all"}
            onChange={(value) =>
              void navigate({
                search: { show: lineFilters.find((one) => one === value) satisfies LineFilter | undefined },
                replace: true,
              })
            }
            data={[
              { value: "all", label: t("counts.showAll") },
              { value: "pending", label: t("counts.showPending") },
              { value: "off", label: t("counts.showOff") },
              { value: "open", label: t("counts.showOpen") },
            ]}
          />
        </div>
        {lines.length === 0 ? (
          <Empty level={3} title={t("counts.noLine")} what={t("counts.noLineWhat")} />
        ) : (
          <LineTable
            count={count}
            lines={lines}
            chosen={chosen}
            onChoose={decides ? choose : undefined}
            onAll={(on) => setChosen(new Set(on ? waiting.map(({ line }) => line) : []))}
          />
        )}
      </Panel>
      {decides && selected.length === 0 && (
        <div className={actClasses.bar}>
          <Button onClick={() => setChosen(new Set(waiting.map(({ line }) => line)))}>
            {t("counts.chooseAll", { count: waiting.length })}
          </Button>
        </div>
      )}
      {decides && selected.length > 0 && (
        <Decide count={count} selected={selected} onClear={() => setChosen(new Set())} />
      )}
    </>
  );
}

type TableProps = {
  count: Count;
  lines: CountLine[];
  chosen: ReadonlySet<number>;
  onChoose?: (line: number, on: boolean) => void;
  onAll: (on: boolean) => void;
};

function LineTable({ count, lines, chosen, onChoose, onAll }: TableProps) {
  const waiting = lines.filter((line) => line.status === "pending");
  const all = waiting.length > 0 && waiting.every((line) => chosen.has(line.line));
  const tracked = lines.some(({ tracking }) => tracking !== "none");
  return (
    <Scroll label={t("counts.lines")}>
      <table className={tableClasses.table} aria-label={t("counts.lines")}>
        <thead>
          <tr>
            {onChoose && (
              <th>
                <Checkbox
                  aria-label={t("counts.selectAll")}
                  checked={all}
                  disabled={waiting.length === 0}
                  onChange={(event) => onAll(event.currentTarget.checked)}
                />
              </th>
            )}
            <th>{t("stock.sku")}</th>
            <th className={`${tableClasses.slack} ${classes.item}`}>{t("counts.item")}</th>
            {tracked && <th>{t("counts.lot")}</th>}
            <th>{t("counts.status")}</th>
            <th className={tableClasses.right}>{t("counts.expected")}</th>
            <th className={tableClasses.right}>{t("counts.counted")}</th>
            <th className={tableClasses.right}>{t("counts.variance")}</th>
            <th className={tableClasses.right}>{t("counts.worth")}</th>
            <th>{t("counts.why")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.line} data-selected={chosen.has(line.line) || undefined}>
              {onChoose && (
                <td>
                  {line.status === "pending" && (
                    <Checkbox
                      aria-label={t("counts.select", {
                        sku: [line.sku, line.lot].filter(Boolean).join(", "),
                      })}
                      checked={chosen.has(line.line)}
                      onChange={(event) => onChoose(line.line, event.currentTarget.checked)}
                    />
                  )}
                </td>
              )}
              <Cells count={count} line={line} tracked={tracked} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const orDash = (n: number | null) => (n === null ? "–" : figure(n));

function Cells({ count, line, tracked }: { count: Count; line: CountLine; tracked: boolean }) {
  const counted = nameless(line) && line.counted_at ? namedOf(count.lines ?? [], line.sku) : line.counted;
  return (
    <>
      <td className={partClasses.code}>
        <Link to="/inventory/$sku" params={{ sku: line.sku }}>
          {line.sku}
        </Link>
      </td>
      <td className={tableClasses.slack} title={line.title}>
        <bdi>{line.title}</bdi>
      </td>
      {tracked && (
        <td>
          <LotOf line={line} />
        </td>
      )}
      <td>
        <Status of="countLine" value={line.status} />
      </td>
      <td
        className={tableClasses.right}
        title={line.picked ? t("counts.pickedToo", { count: line.picked }) : undefined}
      >
        {orDash(line.expected)}
      </td>
      <td className={tableClasses.right}>{orDash(counted)}</td>
      <td className={tableClasses.right} data-off={line.variance ? true : undefined}>
        {line.variance === null ? "–" : <span className={classes.variance}>{signed(line.variance)}</span>}
      </td>
      <td className={tableClasses.right}>
        {line.value === null || line.variance === 0 ? "–" : money(line.value, count.currency)}
      </td>
      <td className={tableClasses.quiet}>{whyOf(line)}</td>
    </>
  );
}

/** The lot that a line counts, with its last good day; or that numbers of the SKU have lines of their own. */
function LotOf({ line }: { line: CountLine }) {
  if (line.tracking === "none") return null;
  if (!line.lot) return t(line.tracking === "serial" ? "counts.byNumber" : "counts.noLot");
  return (
    <>
      {line.lot_id ? (
        <Link to="/stock/lots/$id" params={{ id: line.lot_id }}>
          <bdi>{line.lot}</bdi>
        </Link>
      ) : (
        <bdi>{line.lot}</bdi>
      )}
      {line.expires_on && <div className={tableClasses.quiet}>{day(line.expires_on)}</div>}
    </>
  );
}

/** Why a line waits, or who decided it and when. */
function whyOf(line: CountLine): string {
  if (line.waits) return t(`counts.waits.${line.waits}`);
  if (!line.decided_at) return line.round > 1 && line.status === "open" ? t("counts.again") : "";
  const applied =
    line.applied !== null && line.applied !== line.variance
      ? ` ${t("counts.appliedOnly", { units: signed(line.applied) })}`
      : "";
  return line.decided_by === "system"
    ? t("counts.byTolerance") + applied
    : t("counts.byPerson", { when: dateTime(line.decided_at) }) + applied;
}
