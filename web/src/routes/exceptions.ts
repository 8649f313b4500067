import { createRoute } from "@tanstack/react-router";
import type { ExceptionFilter } from "../api/exceptions";
import { inside, text, view, type Params } from "./base";

/** What the address of the queue says: what it is narrowed by, and which exception is open. */
export type ExceptionsView = ExceptionFilter & { id?: string };

const exceptions = createRoute({
  getParentRoute: () => inside,
  path: "/exceptions",
  validateSearch: (params: Params): ExceptionsView => ({
    kind: text(params.kind),
    severity: params.severity === "high" || params.severity === "low" ? params.severity : undefined,
    owner: params.owner === "me" || params.owner === "none" ? params.owner : undefined,
    overdue: text(params.overdue) ? "1" : undefined,
    snoozed: text(params.snoozed) === "1" ? "1" : undefined,
    solved: text(params.solved) === "1" ? "1" : undefined,
    id: text(params.id),
  }),
  component: view(() => import("../exceptions/ExceptionsPage"), "ExceptionsPage"),
});

/** What needs a decision. */
export const exceptionRoutes = [exceptions] as const;
