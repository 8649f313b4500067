import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

/** How long a carrier's service takes. */
export type TransitTable = Schemas["Transit"];

/** Its days on some routes. */
export type TransitLane = Schemas["TransitLane"];

/** A day on which it rests. */
export type Holiday = Schemas["Holiday"];

/** When a basket would arrive, by delivery option. */
export type BasketPromise = Schemas["BasketPromise"];
export type PromiseOption = Schemas["PromiseOption"];
export type PromisePart = Schemas["PromisePart"];
export type WalkStep = Schemas["WalkStep"];
export type PromiseInput = Schemas["PromiseInput"];

/** Every transit table, by its service. */
export const transitsQuery = infiniteQueryOptions({
  queryKey: ["transit-tables"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET("/api/v1/transit-tables", { params: { query: { cursor: pageParam || undefined } }, signal }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor || undefined,
  placeholderData: keepPreviousData,
});
