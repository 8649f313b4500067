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

/** Stock by SKU and location. */
export const inventoryRoutes = [inventory, sku] as const;
