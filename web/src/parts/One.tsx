import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../api/problem";
import { t } from "../text";
import { Empty, Failure } from "./Message";
import { Skeleton } from "./Skeleton";

type Props<T> = {
  query: UseQueryResult<T>;
  loading: string;
  /** What is said where nothing has this address, and why that may be. */
  missing: string;
  missingWhat?: string;
  /** The link to where all of them are. */
  back: ReactNode;
  children: (data: T) => ReactNode;
};

/** The frame of a page about one thing: while it comes, where there is none, and where it can't be had. */
export function One<T>({ query, loading, missing, missingWhat, back, children }: Props<T>) {
  if (query.isPending) return <Skeleton label={loading} />;
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <Empty level={1} title={missing} what={missingWhat ?? t("sku.missingWhat")}>
        {back}
      </Empty>
    );
  }
  if (!query.data) return <Failure level={1} error={query.error} onRetry={() => void query.refetch()} />;
  return children(query.data);
}
