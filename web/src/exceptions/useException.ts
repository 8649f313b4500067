import { useQuery, useQueryClient } from "@tanstack/react-query";
import { exceptionQuery } from "../api/exceptions";
import { useEvents } from "../live/context";

/** One exception with what would fix it, which depends on its order, too: either's events ask for it anew. */
export function useException(id: string) {
  const client = useQueryClient();
  const query = useQuery(exceptionQuery(id));
  const orderId = query.data?.exception.order_id;
  useEvents((events) => {
    const ours = events.some(({ subject, order_id }) => subject === id || (orderId && order_id === orderId));
    if (ours) void client.invalidateQueries({ queryKey: exceptionQuery(id).queryKey });
  });
  return query;
}
