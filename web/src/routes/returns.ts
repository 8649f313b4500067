import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { ReturnsView } from "../returns/ReturnsPage";
import { inside, text, type Params } from "./base";

const returns = createRoute({
  getParentRoute: () => inside,
  path: "/returns",
  validateSearch: (params: Params): ReturnsView => ({
    queue: text(params.queue) as ReturnsView["queue"],
    location: text(params.location),
    box: text(params.box),
  }),
  component: lazyRouteComponent(() => import("../returns/ReturnsPage"), "ReturnsPage"),
});

const policy = createRoute({
  getParentRoute: () => inside,
  path: "/returns/policy",
  component: lazyRouteComponent(() => import("../returns/PolicyPage"), "PolicyPage"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/returns/$id",
  component: lazyRouteComponent(() => import("../returns/ReturnPage"), "ReturnPage"),
});

/** The returns desk. */
export const returnRoutes = [returns, policy, one] as const;
