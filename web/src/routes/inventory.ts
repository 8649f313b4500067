import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { InventoryView } from "../inventory/InventoryPage";
import { inside, text, type Params } from "./base";

const choice = <T extends string>(value: unknown, all: readonly T[]) => all.find((one) => one === value);

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
  component: lazyRouteComponent(() => import("../inventory/InventoryPage"), "InventoryPage"),
});

const sku = createRoute({
  getParentRoute: () => inside,
  path: "/inventory/$sku",
  component: lazyRouteComponent(() => import("../inventory/SkuPage"), "SkuPage"),
});

const rules = createRoute({
  getParentRoute: () => inside,
  path: "/stock/rules",
  component: lazyRouteComponent(() => import("../inventory/RulesPage"), "RulesPage"),
});

const drift = createRoute({
  getParentRoute: () => inside,
  path: "/stock/drift",
  validateSearch: (params: Params): { state?: "drifted" | "failed" } => ({
    state: params.state === "failed" ? "failed" : undefined,
  }),
  component: lazyRouteComponent(() => import("../inventory/DriftPage"), "DriftPage"),
});

/** Stock by SKU and location, and what channels may sell of it. */
export const inventoryRoutes = [inventory, sku, rules, drift] as const;
