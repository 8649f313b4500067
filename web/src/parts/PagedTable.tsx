import type { ComponentProps, ReactNode, Ref } from "react";
import tableClasses from "../orders/OrdersTable.module.css";
import { PagedList } from "./PagedList";
import { Scroll } from "./Scroll";

type List<T> = ComponentProps<typeof PagedList<T>>;

type Props<T> = Pick<List<T>, "query" | "loading" | "empty" | "shown"> & {
  /** What the table has, for those who can't see it. */
  label: string;
  /** The heads of the columns; figures stand at the right. */
  columns: { name: ReactNode; right?: boolean }[];
  rows?: Ref<HTMLTableSectionElement>;
  /** One row: a tr. */
  children: (item: T, at: number) => ReactNode;
};

/** A table that is read page after page, in a box that scrolls sideways where it is too narrow for it. */
export function PagedTable<T>({ label, columns, rows, children, ...list }: Props<T>) {
  return (
    <PagedList {...list}>
      {(items) => (
        <Scroll label={label}>
          <table className={tableClasses.table} aria-label={label}>
            <thead>
              <tr>
                {columns.map(({ name, right }, at) => (
                  <th key={at} className={right ? tableClasses.right : undefined}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody ref={rows}>{items.map(children)}</tbody>
          </table>
        </Scroll>
      )}
    </PagedList>
  );
}
