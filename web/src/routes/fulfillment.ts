import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { ShipmentFilter } from "../api/fulfillment";
import { columns, type BoardFilter, type Column } from "../fulfillment/board";
import { inside, text, type Params } from "./base";

/** A location's board: which column a phone shows, and what the cards are narrowed by. */
export type BoardSearch = BoardFilter & { location?: string; column?: Column };

const board = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment",
  validateSearch: (params: Params): BoardSearch => ({
    location: text(params.location),
    column: columns.find((one) => one === params.column),
    q: text(params.q),
    channel: text(params.channel),
    only: params.only === "late" || params.only === "held" ? params.only : undefined,
  }),
  component: lazyRouteComponent(() => import("../fulfillment/BoardPage"), "BoardPage"),
});

const station = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/station",
  validateSearch: (params: Params): { location?: string } => ({ location: text(params.location) }),
  component: lazyRouteComponent(() => import("../fulfillment/StationPage"), "StationPage"),
});

const work = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/station/$id",
  component: lazyRouteComponent(() => import("../fulfillment/WorkPage"), "WorkPage"),
});

const shipments = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/shipments",
  validateSearch: (params: Params): ShipmentFilter => ({
    location: text(params.location),
    status: text(params.status) as ShipmentFilter["status"],
  }),
  component: lazyRouteComponent(() => import("../fulfillment/ShipmentsPage"), "ShipmentsPage"),
});

/** What the locations do: their board, the station, what they handed over. */
export const fulfillmentRoutes = [board, station, work, shipments] as const;
