import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { FeedContext } from "./context";
import { Feed } from "./feed";

/** Keeps one stream of events open while the control room is. */
export function FeedProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [feed] = useState(() => new Feed());
  useEffect(() => feed.start("/api/v1/events/stream"), [feed]);
  // Between loading a view and hearing of its changes there is a gap; a break
  // makes it long. Each (re)connection closes it by asking again.
  useEffect(
    () => feed.onOpen(() => void client.invalidateQueries({ queryKey: ["orders"], type: "active" })),
    [feed, client],
  );
  return <FeedContext value={feed}>{children}</FeedContext>;
}
