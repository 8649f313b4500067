import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** What an installation has of what its first order needs. */
export type Start = {
  location: boolean;
  skus: boolean;
  stock: boolean;
  /** The newest order, once there is one. */
  order: string | undefined;
  shipped: boolean;
};

/** How far a new installation has come. */
export const startQuery = queryOptions({
  queryKey: ["start"],
  queryFn: async ({ signal }): Promise<Start> => {
    const one = { params: { query: { limit: 1 } }, signal };
    const [locations, skus, movements, orders, shipments] = await Promise.all([
      unwrap(api.GET("/api/v1/locations", one)),
      unwrap(api.GET("/api/v1/skus", one)),
      unwrap(api.GET("/api/v1/stock/movements", one)),
      unwrap(api.GET("/api/v1/orders", one)),
      unwrap(api.GET("/api/v1/shipments", one)),
    ]);
    return {
      location: locations.items.length > 0,
      skus: skus.items.length > 0,
      stock: movements.items.length > 0,
      order: orders.items[0]?.id,
      shipped: shipments.items.length > 0,
    };
  },
});
