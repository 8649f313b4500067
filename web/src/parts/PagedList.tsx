import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";
import { t } from "../text";
import { Failure } from "./Message";
import classes from "./parts.module.css";
import { Skeleton } from "./Skeleton";

type Props<T> = {
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>;
  loading: string;
  /** Says that there is nothing, and what to do about it. */
  empty: ReactNode;
  /** "12 SKUs shown", below the rows. */
  shown: (count: number) => ReactNode;
  /** What stands at the right of the foot. */
  aside?: ReactNode;
  /** The rows scroll in a box of their own, which asks for more itself, or have other panels below: only the button does. */
  boxed?: boolean;
  children: (items: T[]) => ReactNode;
};

/** A list that is read page after page, with what stands in its place while there is none. */
export function PagedList<T>({ query, loading, empty, shown, aside, boxed, children }: Props<T>) {
  const items = (query.data?.pages ?? []).flatMap((page) => page.items);
  const more = !boxed && query.hasNextPage && !query.isFetchingNextPage && !query.error;
  const end = useEnd(() => more && void query.fetchNextPage(), items.length);
  if (query.isPending) return <Skeleton label={loading} rows={12} />;
  if (query.error && items.length === 0) {
    return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (items.length === 0) return empty;
  return (
    <>
      {children(items)}
      <div ref={end} className={classes.foot}>
        <span role="status">{shown(items.length)}</span>
        {query.hasNextPage && (
          <Button
            size="compact-sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("orders.more")}
          </Button>
        )}
        {query.error && <Failure level={2} error={query.error} />}
        {aside && <div className={classes.aside}>{aside}</div>}
      </div>
    </>
  );
}

// Calls back when the end of the rows comes near, so that the next ones are
// there before it is seen; a list that grew is looked at anew.
function useEnd(onNear: () => void, rows: number) {
  const end = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(onNear);
  useEffect(() => {
    if (!end.current || typeof IntersectionObserver === "undefined") return;
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && near(),
      { rootMargin: "600px" },
    );
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [rows]);
  return end;
}
