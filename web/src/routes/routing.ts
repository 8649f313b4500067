import { createRoute } from "@tanstack/react-router";
import type { RatesView } from "../routing/RatesPage";
import type { RulesView } from "../routing/RulesPage";
import type { VersionsView } from "../routing/VersionsPage";
import { inside, text, view, type Params } from "./base";

const frame = createRoute({
  getParentRoute: () => inside,
  path: "/routing",
  component: view(() => import("../routing/RoutingFrame"), "RoutingFrame"),
});

const rules = createRoute({
  getParentRoute: () => frame,
  path: "/",
  validateSearch: (params: Params): RulesView => ({ rule: text(params.rule), order: text(params.order) }),
  component: view(() => import("../routing/RulesPage"), "RulesPage"),
});

const costs = createRoute({
  getParentRoute: () => frame,
  path: "/costs",
  component: view(() => import("../routing/CostsPage"), "CostsPage"),
});

const rates = createRoute({
  getParentRoute: () => frame,
  path: "/rates",
  validateSearch: (params: Params): RatesView => ({ card: text(params.card) }),
  component: view(() => import("../routing/RatesPage"), "RatesPage"),
});

const markets = createRoute({
  getParentRoute: () => frame,
  path: "/markets",
  component: view(() => import("../routing/MarketsPage"), "MarketsPage"),
});

const replays = createRoute({
  getParentRoute: () => frame,
  path: "/replays",
  component: view(() => import("../routing/ReplaysPage"), "ReplaysPage"),
});

const replay = createRoute({
  getParentRoute: () => frame,
  path: "/replays/$id",
  validateSearch: (params: Params): { all?: "1" } => ({ all: text(params.all) === "1" ? "1" : undefined }),
  component: view(() => import("../routing/ReplayPage"), "ReplayPage"),
});

const canary = createRoute({
  getParentRoute: () => frame,
  path: "/canary",
  component: view(() => import("../routing/CanaryPage"), "CanaryPage"),
});

const versions = createRoute({
  getParentRoute: () => frame,
  path: "/versions",
  validateSearch: (params: Params): VersionsView => ({ from: text(params.from), to: text(params.to) }),
  component: view(() => import("../routing/VersionsPage"), "VersionsPage"),
});

const cheaper = createRoute({
  getParentRoute: () => frame,
  path: "/cheaper",
  component: view(() => import("../routing/CheaperPage"), "CheaperPage"),
});

/** The routing studio: rules, rate cards, costs, markets, replays, canaries, versions, and cheaper plans later. */
export const routingRoute = frame.addChildren([
  rules,
  rates,
  costs,
  markets,
  replays,
  replay,
  canary,
  versions,
  cheaper,
]);
