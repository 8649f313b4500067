import type { QueryClient } from "@tanstack/react-query";
import { createRouter, parseSearchWith, stringifySearchWith } from "@tanstack/react-router";
import { accessRoutes } from "./routes/access";
import { inside, root } from "./routes/base";
import { catalogRoutes } from "./routes/catalog";
import { channelRoutes } from "./routes/channels";
import { countRoutes } from "./routes/counts";
import { customerRoutes } from "./routes/customers";
import { exceptionRoutes } from "./routes/exceptions";
import { fulfillmentRoutes } from "./routes/fulfillment";
import { inventoryRoutes } from "./routes/inventory";
import { orderRoutes } from "./routes/orders";
import { purchasingRoutes } from "./routes/purchasing";
import { returnRoutes } from "./routes/returns";
import { routingRoute } from "./routes/routing";
import { settingsRoute } from "./routes/settings";
import { BrokenView, NoSuchPage } from "./shell/Broken";

/** Makes the router; views that a first visit doesn't need are chunks of their own. */
export function newRouter(client: QueryClient) {
  return createRouter({
    context: { client },
    routeTree: root.addChildren([
      ...accessRoutes,
      inside.addChildren([
        ...orderRoutes,
        ...exceptionRoutes,
        ...fulfillmentRoutes,
        ...inventoryRoutes,
        ...countRoutes,
        ...purchasingRoutes,
        ...returnRoutes,
        ...catalogRoutes,
        ...channelRoutes,
        ...customerRoutes,
        routingRoute,
        settingsRoute,
      ]),
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
