import { createRoute } from "@tanstack/react-router";
import type { ConnectView } from "../channels/ConnectPage";
import { inside, text, view, type Params } from "./base";

const channels = createRoute({
  getParentRoute: () => inside,
  path: "/channels",
  component: view(() => import("../channels/ChannelsPage"), "ChannelsPage"),
});

const connect = createRoute({
  getParentRoute: () => inside,
  path: "/channels/connect",
  validateSearch: (params: Params): ConnectView => ({
    vendor: text(params.vendor),
    made: text(params.made),
    code: text(params.code),
  }),
  component: view(() => import("../channels/ConnectPage"), "ConnectPage"),
});

const channel = createRoute({
  getParentRoute: () => inside,
  path: "/channels/$id",
  component: view(() => import("../channels/ChannelPage"), "ChannelPage"),
});

/** Places that sell, and what feeds them. */
export const channelRoutes = [channels, connect, channel] as const;
