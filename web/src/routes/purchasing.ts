import { createRoute } from "@tanstack/react-router";
import type { PurchasingView } from "../purchasing/PurchasingPage";
import { inside, text, view, type Params } from "./base";

const purchasing = createRoute({
  getParentRoute: () => inside,
  path: "/purchasing",
  validateSearch: (params: Params): PurchasingView => ({
    status: text(params.status) as PurchasingView["status"],
    supplier: text(params.supplier),
    add: text(params.add) === "1" ? "1" : undefined,
  }),
  component: view(() => import("../purchasing/PurchasingPage"), "PurchasingPage"),
});

const suppliers = createRoute({
  getParentRoute: () => inside,
  path: "/purchasing/suppliers",
  validateSearch: (params: Params): { add?: "1" } => ({ add: text(params.add) === "1" ? "1" : undefined }),
  component: view(() => import("../purchasing/SuppliersPage"), "SuppliersPage"),
});

const supplier = createRoute({
  getParentRoute: () => inside,
  path: "/purchasing/suppliers/$id",
  component: view(() => import("../purchasing/SupplierPage"), "SupplierPage"),
});

const purchase = createRoute({
  getParentRoute: () => inside,
  path: "/purchasing/$id",
  component: view(() => import("../purchasing/PurchasePage"), "PurchasePage"),
});

/** Purchase orders, and who gets them. */
export const purchasingRoutes = [purchasing, suppliers, supplier, purchase] as const;
