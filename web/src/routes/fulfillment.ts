import { createRoute } from "@tanstack/react-router";
import type { ShipmentFilter } from "../api/fulfillment";
import { columns, onlys, type BoardFilter, type Column } from "../fulfillment/board";
import type { WavesView } from "../fulfillment/WavesPage";
import { inside, text, view, type Params } from "./base";

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
    only: onlys.find((one) => one === params.only),
  }),
  component: view(() => import("../fulfillment/BoardPage"), "BoardPage"),
});

const station = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/station",
  validateSearch: (params: Params): { location?: string } => ({ location: text(params.location) }),
  component: view(() => import("../fulfillment/StationPage"), "StationPage"),
});

const work = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/station/$id",
  component: view(() => import("../fulfillment/WorkPage"), "WorkPage"),
});

// One part for all three: each that is loaded by itself costs the first load.
const wavePages = () => import("../fulfillment/wavePages");

const waves = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/waves",
  validateSearch: (params: Params): WavesView => ({
    location: text(params.location),
    all: text(params.all) === "1" ? "1" : undefined,
    add: text(params.add) === "1" ? "1" : undefined,
  }),
  component: view(wavePages, "WavesPage"),
});

const wave = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/waves/$id",
  component: view(wavePages, "WavePage"),
});

const walk = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/waves/$id/walk",
  component: view(wavePages, "WalkPage"),
});

const shipments = createRoute({
  getParentRoute: () => inside,
  path: "/fulfillment/shipments",
  validateSearch: (params: Params): ShipmentFilter => ({
    location: text(params.location),
    status: text(params.status) as ShipmentFilter["status"],
  }),
  component: view(() => import("../fulfillment/ShipmentsPage"), "ShipmentsPage"),
});

/** What the locations do: their board, the station, their waves, what they handed over. */
export const fulfillmentRoutes = [board, station, work, waves, wave, walk, shipments] as const;
