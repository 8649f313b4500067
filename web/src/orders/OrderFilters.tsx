import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { OrderFilter, OrderStatus } from "../api/orders";
import { lookOf, type StatusOf } from "../status/vocabulary";
import { t } from "../text";
import classes from "./orders.module.css";

/** The statuses that the list can be narrowed to, and what each is a status of. */
const choices: [StatusOf, OrderStatus][] = [
  ["lifecycle", "draft"],
  ["lifecycle", "open"],
  ["fulfillment", "on_hold"],
  ["fulfillment", "unfulfilled"],
  ["fulfillment", "in_progress"],
  ["fulfillment", "partially_fulfilled"],
  ["fulfillment", "fulfilled"],
  ["lifecycle", "closed"],
  ["lifecycle", "canceled"],
];

const afterTyping = 200; // ms

type Props = { filter: OrderFilter; onChange: (filter: OrderFilter) => void };

/** The filter of the list; the address holds its truth. */
export function OrderFilters({ filter, onChange }: Props) {
  const inAddress = filter.q ?? "";
  const [draft, setDraft] = useState(inAddress);
  const [sent, setSent] = useState(inAddress);
  const send = useDebouncedCallback((q: string) => {
    setSent(q);
    onChange({ ...filter, q: q || undefined });
  }, afterTyping);
  // Back, forward and the search above change the address from outside.
  if (inAddress !== sent) {
    setSent(inAddress);
    setDraft(inAddress);
  }
  return (
    <form
      role="search"
      aria-label={t("orders.filter")}
      className={classes.filter}
      onSubmit={(e) => e.preventDefault()}
    >
      <TextInput
        className={classes.field}
        type="search"
        aria-label={t("orders.filter")}
        placeholder={t("orders.filterPlaceholder")}
        maxLength={200}
        value={draft}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          send(event.currentTarget.value.trim());
        }}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
      />
      <NativeSelect
        aria-label={t("orders.status")}
        value={filter.status ?? ""}
        onChange={(event) =>
          onChange({ ...filter, status: (event.currentTarget.value || undefined) as OrderStatus | undefined })
        }
        data={[
          { value: "", label: t("orders.anyStatus") },
          ...choices.map(([of, value]) => ({ value, label: lookOf(of, value)?.word ?? value })),
        ]}
      />
    </form>
  );
}
