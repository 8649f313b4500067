import { Button } from "@mantine/core";
import type { UseInfiniteQueryResult, InfiniteData } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Empty, Failure } from "../parts/Message";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import classes from "./settings.module.css";

type Page<T> = { items: T[] };

type Props<T> = {
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  label: string;
  /** What is said when there is nothing. */
  empty: { title: string; what: string };
  children: (item: T) => ReactNode;
};

/** A list in a panel that grows page by page, with everything that can be said instead of it. */
export function Listed<T>({ query, label, empty, children }: Props<T>) {
  const items = (query.data?.pages ?? []).flatMap((page) => page.items);
  if (query.isPending) return <Skeleton label={label} rows={4} />;
  if (query.error && items.length === 0) {
    return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (items.length === 0) {
    return (
      <div className={partClasses.panel}>
        <Empty level={2} {...empty} />
      </div>
    );
  }
  return (
    <>
      <ul role="list" aria-label={label} className={partClasses.panel}>
        {items.map(children)}
      </ul>
      {query.hasNextPage && (
        <Button
          className={classes.more}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("orders.more")}
        </Button>
      )}
    </>
  );
}
