import { createRoute, type SearchSchemaInput } from "@tanstack/react-router";
import type { TimelineKind } from "../api/order";
import { orderQuery, type OrderFilter, type OrderSort } from "../api/orders";
import { entered } from "../api/session";
import { HomePage } from "../home/HomePage";
import { filterOf } from "../orders/filter";
import { OrdersPage } from "../orders/OrdersPage";
import { inside, text, view, type Params } from "./base";

/** The list of orders: what it shows, as which view, and its columns. */
export type OrdersView = OrderFilter & { view?: string; columns?: string };

/** One order: what its timeline shows. */
export type OrderView = { timeline?: TimelineKind };

const home = createRoute({ getParentRoute: () => inside, path: "/", component: HomePage });

const orders = createRoute({
  getParentRoute: () => inside,
  path: "/orders",
  validateSearch: (params: Params & SearchSchemaInput): OrdersView => ({
    view: text(params.view),
    filter: filterOf(params) || undefined,
    stage_from: text(params.stage_from),
    sort: text(params.sort) as OrderSort | undefined,
    columns: text(params.columns),
  }),
  component: OrdersPage,
});

const bulkRuns = createRoute({
  getParentRoute: () => inside,
  path: "/orders/bulk",
  component: view(() => import("../orders/bulk/RunsPage"), "RunsPage"),
});

const bulkRun = createRoute({
  getParentRoute: () => inside,
  path: "/orders/bulk/$id",
  component: view(() => import("../orders/bulk/RunPage"), "RunPage"),
});

const order = createRoute({
  getParentRoute: () => inside,
  path: "/orders/$id",
  validateSearch: (params: Params & SearchSchemaInput): OrderView => ({
    timeline: text(params.timeline) as TimelineKind | undefined,
  }),
  // Asked for while the view's code is on its way, not after it.
  loader: ({ context: { client }, params: { id } }) =>
    void entered(client).then((may) => (may ? client.prefetchQuery(orderQuery(id)) : undefined)),
  component: view(() => import("../order/OrderPage"), "OrderPage"),
});

/** Home and the orders. */
export const orderRoutes = [home, orders, bulkRuns, bulkRun, order] as const;
