import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { OrderFilter, OrderStatus } from "../api/orders";
import { HomePage } from "../home/HomePage";
import { OrdersPage } from "../orders/OrdersPage";
import { inside, text, type Params } from "./base";

const home = createRoute({ getParentRoute: () => inside, path: "/", component: HomePage });

const orders = createRoute({
  getParentRoute: () => inside,
  path: "/orders",
  validateSearch: (params: Params): OrderFilter => ({
    q: text(params.q),
    status: text(params.status) as OrderStatus | undefined,
  }),
  component: OrdersPage,
});

const order = createRoute({
  getParentRoute: () => inside,
  path: "/orders/$id",
  component: lazyRouteComponent(() => import("../order/OrderPage"), "OrderPage"),
});

/** Home and the orders. */
export const orderRoutes = [home, orders, order] as const;
