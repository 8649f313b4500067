import { createRoute } from "@tanstack/react-router";
import type { ReturnsView } from "../returns/ReturnsPage";
import { inside, text, view, type Params } from "./base";

const returns = createRoute({
  getParentRoute: () => inside,
  path: "/returns",
  validateSearch: (params: Params): ReturnsView => ({
    queue: text(params.queue) as ReturnsView["queue"],
    location: text(params.location),
    box: text(params.box),
  }),
  component: view(() => import("../returns/ReturnsPage"), "ReturnsPage"),
});

const policy = createRoute({
  getParentRoute: () => inside,
  path: "/returns/policy",
  component: view(() => import("../returns/PolicyPage"), "PolicyPage"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/returns/$id",
  component: view(() => import("../returns/ReturnPage"), "ReturnPage"),
});

/** The returns desk. */
export const returnRoutes = [returns, policy, one] as const;
