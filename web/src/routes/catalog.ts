import { createRoute } from "@tanstack/react-router";
import type { CatalogView } from "../catalog/CatalogPage";
import { inside, text, view, type Params } from "./base";

const catalog = createRoute({
  getParentRoute: () => inside,
  path: "/catalog",
  validateSearch: (params: Params): CatalogView => ({
    q: text(params.q),
    active: (["true", "false"] as const).find((one) => one === text(params.active)),
    add: text(params.add) === "1" ? "1" : undefined,
  }),
  component: view(() => import("../catalog/CatalogPage"), "CatalogPage"),
});

const importing = createRoute({
  getParentRoute: () => inside,
  path: "/catalog/import",
  validateSearch: (params: Params): { run?: string } => ({ run: text(params.run) }),
  component: view(() => import("../catalog/CatalogImportPage"), "CatalogImportPage"),
});

const sku = createRoute({
  getParentRoute: () => inside,
  path: "/catalog/$sku",
  component: view(() => import("../catalog/CatalogSkuPage"), "CatalogSkuPage"),
});

/** SKUs, their listings, and files of them. */
export const catalogRoutes = [catalog, importing, sku] as const;
