import { createRoute } from "@tanstack/react-router";
import type { ImportKind } from "../api/imports";
import type { AuditFilter, DeliveryFilter, JobFilter } from "../api/settings";
import { inside, text, view, type Params } from "./base";

const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: view(() => import("../settings/SettingsPage"), "SettingsPage"),
});

const overview = createRoute({
  getParentRoute: () => settings,
  path: "/",
  component: view(() => import("../settings/Overview"), "Overview"),
});

const locations = createRoute({
  getParentRoute: () => settings,
  path: "/locations",
  validateSearch: (params: Params): { make?: "1" } => ({ make: text(params.make) === "1" ? "1" : undefined }),
  component: view(() => import("../settings/LocationsPage"), "LocationsPage"),
});

const location = createRoute({
  getParentRoute: () => settings,
  path: "/locations/$id",
  component: view(() => import("../settings/LocationPage"), "LocationPage"),
});

const transit = createRoute({
  getParentRoute: () => settings,
  path: "/transit",
  validateSearch: (params: Params): { table?: string; import?: string } => ({
    table: text(params.table),
    import: text(params.import),
  }),
  component: view(() => import("../settings/TransitPage"), "TransitPage"),
});

const promise = createRoute({
  getParentRoute: () => settings,
  path: "/promise",
  component: view(() => import("../settings/PromisePage"), "PromisePage"),
});

const users = createRoute({
  getParentRoute: () => settings,
  path: "/users",
  component: view(() => import("../settings/UsersPage"), "UsersPage"),
});

const roles = createRoute({
  getParentRoute: () => settings,
  path: "/roles",
  component: view(() => import("../settings/RolesPage"), "RolesPage"),
});

const tokens = createRoute({
  getParentRoute: () => settings,
  path: "/tokens",
  component: view(() => import("../settings/TokensPage"), "TokensPage"),
});

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: "/webhooks",
  component: view(() => import("../settings/WebhooksPage"), "WebhooksPage"),
});

const webhook = createRoute({
  getParentRoute: () => settings,
  path: "/webhooks/$id",
  validateSearch: (params: Params): DeliveryFilter => ({
    status: text(params.status) as DeliveryFilter["status"],
  }),
  component: view(() => import("../settings/WebhookPage"), "WebhookPage"),
});

const audit = createRoute({
  getParentRoute: () => settings,
  path: "/audit",
  validateSearch: (params: Params): AuditFilter => ({
    type: text(params.type),
    actor: text(params.actor),
    subject: text(params.subject),
  }),
  component: view(() => import("../settings/AuditPage"), "AuditPage"),
});

const jobs = createRoute({
  getParentRoute: () => settings,
  path: "/jobs",
  validateSearch: (params: Params): JobFilter => ({
    state: text(params.state) as JobFilter["state"],
    kind: text(params.kind),
  }),
  component: view(() => import("../settings/JobsPage"), "JobsPage"),
});

const data = createRoute({
  getParentRoute: () => settings,
  path: "/data",
  validateSearch: (params: Params): { import?: string; kind?: ImportKind } => ({
    import: text(params.import),
    kind: text(params.kind) as ImportKind | undefined,
  }),
  component: view(() => import("../settings/DataPage"), "DataPage"),
});

/** What an installation is set up with. */
export const settingsRoute = settings.addChildren([
  overview,
  locations,
  location,
  transit,
  promise,
  users,
  roles,
  tokens,
  webhooks,
  webhook,
  audit,
  jobs,
  data,
]);
