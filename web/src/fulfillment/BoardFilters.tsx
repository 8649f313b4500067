import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { FulfillmentOrder, Location } from "../api/types";
import type { BoardSearch } from "../routes/fulfillment";
import { t } from "../text";
import classes from "./board.module.css";

type Props = {
  search: BoardSearch;
  location: string;
  locations: Location[];
  work: FulfillmentOrder[];
  onChange: (search: BoardSearch) => void;
  /** What can be done with the whole board. */
  children: ReactNode;
};

const afterTyping = 200; // ms

/** Which location, and which of its work; the address holds it all. */
export function BoardFilters({ search, location, locations, work, onChange, children }: Props) {
  const send = useDebouncedCallback((q: string) => onChange({ ...search, q: q || undefined }), afterTyping);
  const channels = [...new Set(work.flatMap((one) => (one.order ? [one.order.channel] : [])))].sort();
  if (search.channel && !channels.includes(search.channel)) channels.push(search.channel);
  return (
    <form
      className={classes.filters}
      role="search"
      aria-label={t("board.filter")}
      onSubmit={(event) => event.preventDefault()}
    >
      <NativeSelect
        className={classes.place}
        aria-label={t("order.location")}
        value={location}
        onChange={(event) => onChange({ location: event.currentTarget.value, column: search.column })}
        data={locations.map(({ code, name }) => ({ value: code, label: name || code }))}
      />
      <TextInput
        key={search.q === undefined ? "empty" : "filled"}
        className={classes.field}
        type="search"
        aria-label={t("board.search")}
        placeholder={t("board.search")}
        maxLength={200}
        defaultValue={search.q ?? ""}
        onChange={(event) => send(event.currentTarget.value.trim())}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
      />
      <NativeSelect
        aria-label={t("column.channel")}
        value={search.channel ?? ""}
        onChange={(event) => onChange({ ...search, channel: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("board.anyChannel") },
          ...channels.map((code) => ({ value: code, label: code })),
        ]}
      />
      <NativeSelect
        aria-label={t("board.only")}
        value={search.only ?? ""}
        onChange={(event) =>
          onChange({ ...search, only: (event.currentTarget.value || undefined) as BoardSearch["only"] })
        }
        data={[
          { value: "", label: t("board.everything") },
          { value: "late", label: t("board.onlyLate") },
          { value: "held", label: t("board.onlyHeld") },
          { value: "mine", label: t("board.onlyMine") },
          { value: "free", label: t("board.onlyFree") },
        ]}
      />
      <div className={classes.verbs}>{children}</div>
    </form>
  );
}
