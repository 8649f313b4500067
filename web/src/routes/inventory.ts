import { createRoute } from "@tanstack/react-router";
import type { InventoryView } from "../inventory/InventoryPage";
import type { LotsView } from "../inventory/LotsPage";
import type { MovementFilter } from "../inventory/movement";
import type { TransfersView } from "../transfers/TransfersPage";
import { inside, text, view, type Params } from "./base";

const choice = <T extends string>(value: unknown, all: readonly T[]) =>
  all.find((one) => one === text(value));

const inventory = createRoute({
  getParentRoute: () => inside,
  path: "/inventory",
  validateSearch: (params: Params): InventoryView => ({
    q: text(params.q),
    category: text(params.category),
    location: text(params.location),
    only: choice(params.only, ["low", "out", "negative", "waiting"]),
    sort: choice(params.sort, ["available", "cover"]),
    figure: choice(params.figure, ["on_hand", "allocated", "reserved", "incoming", "unavailable"]),
    open: text(params.open),
    column: text(params.column),
  }),
  component: view(() => import("../inventory/InventoryPage"), "InventoryPage"),
});

const sku = createRoute({
  getParentRoute: () => inside,
  path: "/inventory/$sku",
  component: view(() => import("../inventory/SkuPage"), "SkuPage"),
});

const rules = createRoute({
  getParentRoute: () => inside,
  path: "/stock/rules",
  component: view(() => import("../inventory/RulesPage"), "RulesPage"),
});

const drift = createRoute({
  getParentRoute: () => inside,
  path: "/stock/drift",
  validateSearch: (params: Params): { state?: "drifted" | "failed" } => ({
    state: params.state === "failed" ? "failed" : undefined,
  }),
  component: view(() => import("../inventory/DriftPage"), "DriftPage"),
});

const lots = createRoute({
  getParentRoute: () => inside,
  path: "/stock/lots",
  validateSearch: (params: Params): LotsView => ({
    lot: text(params.lot),
    sku: text(params.sku),
    location: text(params.location),
    within: choice(params.within, ["7", "30", "90"]),
  }),
  component: view(() => import("../inventory/LotsPage"), "LotsPage"),
});

const lot = createRoute({
  getParentRoute: () => inside,
  path: "/stock/lots/$id",
  component: view(() => import("../inventory/LotPage"), "LotPage"),
});

const movements = createRoute({
  getParentRoute: () => inside,
  path: "/stock/movements",
  validateSearch: (params: Params): MovementFilter => ({
    sku: text(params.sku),
    location: text(params.location),
    reason: text(params.reason) as MovementFilter["reason"],
    actor: text(params.actor),
    reference: text(params.reference),
    from: text(params.from),
    to: text(params.to),
  }),
  component: view(() => import("../inventory/MovementsPage"), "MovementsPage"),
});

const transfers = createRoute({
  getParentRoute: () => inside,
  path: "/stock/transfers",
  validateSearch: (params: Params): TransfersView => ({
    status: choice(params.status, ["draft", "in_transit", "received", "canceled"]),
    location: text(params.location),
    sku: text(params.sku),
    add: choice(params.add, ["1"]),
  }),
  component: view(() => import("../transfers/TransfersPage"), "TransfersPage"),
});

const transfer = createRoute({
  getParentRoute: () => inside,
  path: "/stock/transfers/$id",
  component: view(() => import("../transfers/TransferPage"), "TransferPage"),
});

/** Stock by SKU and location, and what channels may sell of it. */
export const inventoryRoutes = [
  inventory,
  sku,
  rules,
  drift,
  lots,
  lot,
  movements,
  transfers,
  transfer,
] as const;
