import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from "@tanstack/react-router";
import type { ExceptionFilter } from "./api/exceptions";
import type { OrderFilter, OrderStatus } from "./api/orders";
import type { StockFilter } from "./api/stock";
import { HomePage } from "./home/HomePage";
import { OrdersPage } from "./orders/OrdersPage";
import { BrokenView, NoSuchPage } from "./shell/Broken";
import { Gate } from "./shell/Gate";

// The router reads ?q=1001 as a number: here every value is a text again.
const text = (value: unknown) => (value === undefined || value === "" ? undefined : String(value));

const root = createRootRoute();

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (params: Record<string, unknown>): { next?: string } => ({ next: text(params.next) }),
  component: lazyRouteComponent(() => import("./access/SignInPage"), "SignInPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  validateSearch: (params: Record<string, unknown>): { token?: string } => ({ token: text(params.token) }),
  component: lazyRouteComponent(() => import("./access/SetupPage"), "SetupPage"),
});

const choosePassword = createRoute({
  getParentRoute: () => root,
  path: "/choose-password",
  validateSearch: (params: Record<string, unknown>): { token?: string } => ({ token: text(params.token) }),
  component: lazyRouteComponent(() => import("./access/ChoosePasswordPage"), "ChoosePasswordPage"),
});

/** Everything inside needs a session and is drawn in the shell. */
const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Gate });

const home = createRoute({ getParentRoute: () => inside, path: "/", component: HomePage });

const orders = createRoute({
  getParentRoute: () => inside,
  path: "/orders",
  validateSearch: (params: Record<string, unknown>): OrderFilter => ({
    q: text(params.q),
    status: text(params.status) as OrderStatus | undefined,
  }),
  component: OrdersPage,
});

const order = createRoute({
  getParentRoute: () => inside,
  path: "/orders/$id",
  component: lazyRouteComponent(() => import("./order/OrderPage"), "OrderPage"),
});

const exceptions = createRoute({
  getParentRoute: () => inside,
  path: "/exceptions",
  validateSearch: (params: Record<string, unknown>): ExceptionFilter => ({
    kind: text(params.kind),
    severity: params.severity === "high" || params.severity === "low" ? params.severity : undefined,
    solved: text(params.solved) === "1" ? "1" : undefined,
  }),
  component: lazyRouteComponent(() => import("./exceptions/ExceptionsPage"), "ExceptionsPage"),
});

const inventory = createRoute({
  getParentRoute: () => inside,
  path: "/inventory",
  validateSearch: (params: Record<string, unknown>): StockFilter => ({
    q: text(params.q),
    location: text(params.location),
  }),
  component: lazyRouteComponent(() => import("./inventory/InventoryPage"), "InventoryPage"),
});

const sku = createRoute({
  getParentRoute: () => inside,
  path: "/inventory/$sku",
  component: lazyRouteComponent(() => import("./inventory/SkuPage"), "SkuPage"),
});

/** Makes the router; views that a first visit doesn't need are chunks of their own. */
export function newRouter() {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      setup,
      choosePassword,
      inside.addChildren([home, orders, order, exceptions, inventory, sku]),
    ]),
    // The address is for people: ?q=1001&status=on_hold, all plain texts.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: BrokenView,
    defaultNotFoundComponent: NoSuchPage,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
