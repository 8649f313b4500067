import { createRoute } from "@tanstack/react-router";
import type { CustomersView } from "../customers/CustomersPage";
import { inside, text, view, type Params } from "./base";

const customers = createRoute({
  getParentRoute: () => inside,
  path: "/customers",
  validateSearch: (params: Params): CustomersView => ({
    q: text(params.q),
    add: text(params.add) === "1" ? "1" : undefined,
  }),
  component: view(() => import("../customers/CustomersPage"), "CustomersPage"),
});

const customer = createRoute({
  getParentRoute: () => inside,
  path: "/customers/$id",
  component: view(() => import("../customers/CustomerPage"), "CustomerPage"),
});

/** Who buys. */
export const customerRoutes = [customers, customer] as const;
