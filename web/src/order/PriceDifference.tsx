import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import classes from "../act/act.module.css";
import { api } from "../api/client";
import { unwrap } from "../api/problem";
import type { EditInput, Order } from "../api/types";
import { adviceFor } from "../parts/Message";
import { t } from "../text";
import { money } from "../text/money";

const afterTyping = 250; // ms

/** What an edit changes in money, asked from the server before it is made. */
export function PriceDifference({ order, edit }: { order: Order; edit: EditInput }) {
  const [asked] = useDebouncedValue(JSON.stringify(edit), afterTyping);
  const nothing = asked === "{}" || asked === '{"lines":[],"remove":[]}';
  const preview = useQuery({
    queryKey: ["orders", "preview", order.id, order.version, asked],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/orders/{id}/edit-preview", {
          params: { path: { id: order.id } },
          body: JSON.parse(asked) as EditInput,
          signal,
        }),
      ),
    enabled: !nothing,
    retry: false,
    placeholderData: keepPreviousData,
  });
  return (
    <p className={`${classes.wide} ${classes.consequences}`} role="status">
      {nothing && t("edit.nothing")}
      {!nothing && preview.isPending && t("edit.asking")}
      {!nothing && preview.error && adviceFor(preview.error)}
      {!nothing &&
        preview.data &&
        !preview.error &&
        t(wordsFor(preview.data.difference), {
          before: money(preview.data.before, order.currency),
          after: money(preview.data.after, order.currency),
          difference: money(preview.data.difference.replace("-", ""), order.currency),
        })}
    </p>
  );
}

function wordsFor(difference: string): "edit.same" | "edit.less" | "edit.more" {
  if (!/[1-9]/.test(difference)) return "edit.same";
  return difference.startsWith("-") ? "edit.less" : "edit.more";
}
