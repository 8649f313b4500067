import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { InventoryRow, Level } from "../api/types";
import { Facts } from "../parts/Facts";
import { figure, t } from "../text";
import { SellableByChannel } from "./Availability";
import classes from "./grid.module.css";
import { levelAt, type Column } from "./grid";
import { StockActions } from "./StockActions";
import { levelWalk } from "./walked";
import { WalkRows } from "./WalkRows";

type Props = { row: InventoryRow; column: Column; onClose: () => void };

/** Explains a figure below its row, with what can be done about it. */
export function CellDetail({ row, column, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Opened from its cell, and not by the address, it takes the focus along.
    if (document.activeElement?.matches("[data-cell]")) box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const place = column.kind === "location" ? column.code : undefined;
  const name = place ? t("grid.at", { sku: row.sku, location: place }) : t("grid.of", { sku: row.sku });
  return (
    // Escape is heard from everything inside; a form has its own.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={box}
      className={classes.explain}
      role="region"
      aria-label={name}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || (event.target as Element).closest("form")) return;
        cellAbove(box.current)?.focus();
        onClose();
      }}
    >
      <h2>
        <bdi>{name}</bdi>
      </h2>
      {place ? <AtLocation row={row} place={place} /> : <Everywhere row={row} />}
    </div>
  );
}

/** The cell that is explained: it takes the focus back. */
const cellAbove = (box: HTMLElement | null) =>
  box?.closest("tr")?.previousElementSibling?.querySelector<HTMLElement>("[data-cell][aria-expanded=true]");

function AtLocation({ row, place }: { row: InventoryRow; place: string }) {
  const level = levelAt(row, place);
  if (row.bundle) {
    return <p>{t("grid.setsAt", { count: level?.available ?? 0, location: place })}</p>;
  }
  return (
    <>
      <StockActions sku={row.sku} location={place} />
      {level ? <Walk level={level} /> : <p>{t("grid.neverAt", { sku: row.sku, location: place })}</p>}
    </>
  );
}

function Walk({ level }: { level: Level }) {
  return (
    <section className={classes.walk}>
      <h3>{t("grid.walk", { location: level.location })}</h3>
      <WalkRows walk={levelWalk(level)} sum={t("stock.available")} />
      {level.incoming > 0 && <p>{t("grid.incoming", { count: level.incoming })}</p>}
      <Link to="/inventory/$sku" params={{ sku: level.sku }}>
        {t("grid.toSku")}
      </Link>
    </section>
  );
}

function Everywhere({ row }: { row: InventoryRow }) {
  return (
    <>
      <Facts
        facts={[
          [t("grid.sold"), row.bundle ? "" : figure(row.sold)],
          [t("grid.cover"), row.cover_days !== null && coverOf(row)],
          [
            t("grid.waiting"),
            row.waiting > 0 && (
              <Link to="/orders" search={{ filter: `lifecycle:open sku:${row.sku}` }}>
                {t("grid.waitingUnits", { count: row.waiting })}
              </Link>
            ),
          ],
        ]}
      />
      <SellableByChannel sku={row.sku} />
    </>
  );
}

/** The formula with its values; a bundle's is that of a component, which is not at hand. */
function coverOf(row: InventoryRow): string {
  const days = t("grid.days", { count: row.cover_days ?? 0 });
  if (row.bundle) return t("grid.coverOfBundle", { days });
  return t("grid.coverIsOf", { days, sold: row.sold });
}
