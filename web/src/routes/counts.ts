import { createRoute } from "@tanstack/react-router";
import type { CountsView } from "../counts/CountsPage";
import type { LineFilter } from "../counts/count";
import { inside, text, view, type Params } from "./base";

const counts = createRoute({
  getParentRoute: () => inside,
  path: "/counts",
  validateSearch: (params: Params): CountsView => ({
    status: text(params.status) as CountsView["status"],
    location: text(params.location),
    add: text(params.add) === "1" ? "1" : undefined,
  }),
  component: view(() => import("../counts/CountsPage"), "CountsPage"),
});

const count = createRoute({
  getParentRoute: () => inside,
  path: "/counts/$id",
  validateSearch: (params: Params): { show?: LineFilter } => ({
    show: text(params.show) as LineFilter | undefined,
  }),
  component: view(() => import("../counts/CountPage"), "CountPage"),
});

const counting = createRoute({
  getParentRoute: () => inside,
  path: "/counts/$id/station",
  component: view(() => import("../counts/CountingPage"), "CountingPage"),
});

/** Sheets by which stock is counted, and where counters work them. */
export const countRoutes = [counts, count, counting] as const;
