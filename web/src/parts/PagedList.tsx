import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
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
  shown: (count: number) => string;
  children: (items: T[]) => ReactNode;
};

/** A list that is read page after page, with what stands in its place while there is none. */
export function PagedList<T>({ query, loading, empty, shown, children }: Props<T>) {
  const items = (query.data?.pages ?? []).flatMap((page) => page.items);
  if (query.isPending) return <Skeleton label={loading} rows={12} />;
  if (query.error && items.length === 0) {
    return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (items.length === 0) return empty;
  return (
    <>
      {children(items)}
      <div className={classes.foot}>
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
      </div>
    </>
  );
}
