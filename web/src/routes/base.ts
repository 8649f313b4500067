import { createRootRoute, createRoute } from "@tanstack/react-router";
import { loadTexts } from "../text";
import { Gate } from "../shell/Gate";

/** The router reads ?q=1001 as a number: here every value is a text again. */
export const text = (value: unknown) => (value === undefined || value === "" ? undefined : String(value));

/** Parameters of an address as they come. */
export type Params = Record<string, unknown>;

const first = ["/", "/orders"];

/** Above all views. Those that a first visit shows have their texts at once; the others wait for theirs. */
export const root = createRootRoute({
  beforeLoad: ({ location }) => (first.includes(location.pathname) ? undefined : loadTexts()),
});

/** Everything inside needs a session and is drawn in the shell. */
export const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Gate });
