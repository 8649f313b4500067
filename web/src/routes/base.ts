import { createRootRoute, createRoute } from "@tanstack/react-router";
import { Gate } from "../shell/Gate";

/** The router reads ?q=1001 as a number: here every value is a text again. */
export const text = (value: unknown) => (value === undefined || value === "" ? undefined : String(value));

/** Parameters of an address as they come. */
export type Params = Record<string, unknown>;

/** Above all views. */
export const root = createRootRoute();

/** Everything inside needs a session and is drawn in the shell. */
export const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Gate });
