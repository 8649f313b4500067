import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { StockFilter } from "../api/stock";
import { inside, text, type Params } from "./base";

const inventory = createRoute({
  getParentRoute: () => inside,
  path: "/inventory",
  validateSearch: (params: Params): StockFilter => ({
    q: text(params.q),
    location: text(params.location),
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
