import type { OrderSort } from "../api/orders";
import type { View } from "../api/types";
import type { OrdersView } from "../routes/orders";
import { columnsOf, columnsText } from "./columns";

/** The address of a view. */
export function searchOf(view: View): OrdersView {
  return {
    view: view.id,
    filter: view.filter || undefined,
    sort: (view.sort || undefined) as OrderSort | undefined,
    columns: view.columns.length > 0 ? columnsText(columnsOf(view.columns.join(","))) : undefined,
  };
}

/** What of the list a view keeps. */
export function contentOf({ filter = "", sort, columns }: OrdersView) {
  return { filter, sort: sort ?? "", columns: columns ? columnsOf(columns) : [] };
}

/** Whether the list shows something else than its view; without a view, whether it shows anything special. */
export function differs(shown: OrdersView, view: View | undefined): boolean {
  const saved = view ? contentOf(searchOf(view)) : contentOf({});
  return JSON.stringify(contentOf(shown)) !== JSON.stringify(saved);
}

/** The views whose position changes when one moves to another place, with their new positions. */
export function renumbered(views: View[], from: number, to: number): [id: string, position: number][] {
  const next = views.filter((_, at) => at !== from);
  next.splice(to, 0, views[from]!);
  return next.flatMap((view, at) => (view.position === at + 1 ? [] : [[view.id, at + 1]]));
}
