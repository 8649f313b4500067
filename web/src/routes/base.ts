import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withTexts } from "../text";
import { Gate } from "../shell/Gate";

/** The router reads ?q=1001 as a number: here every value is a text again. */
export const text = (value: unknown) => (value === undefined || value === "" ? undefined : String(value));

/** Parameters of an address as they come. */
export type Params = Record<string, unknown>;

/** Above all views. */
export const root = createRootRouteWithContext<{ client: QueryClient }>()();

/** A view that a first visit doesn't draw: its code and the texts come side by side. */
export function view<Parts extends Record<string, unknown>, Name extends keyof Parts>(
  load: () => Promise<Parts>,
  name: Name,
) {
  return lazyRouteComponent(() => withTexts(load()), name);
}

/** Everything inside needs a session and is drawn in the shell. */
export const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Gate });
