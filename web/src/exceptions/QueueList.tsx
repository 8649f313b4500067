import { Checkbox } from "@mantine/core";
import type { Select, Selection } from "../act/selection";
import type { ExceptionFilter } from "../api/exceptions";
import { Chip } from "../orders/FilterBar";
import orderClasses from "../orders/orders.module.css";
import { PagedList } from "../parts/PagedList";
import partClasses from "../parts/parts.module.css";
import { t } from "../text";
import { Clear } from "./Clear";
import classes from "./exceptions.module.css";
import { kindName } from "./kinds";
import { viewOf } from "./queue";
import { QueueRows } from "./QueueRows";
import type { useQueue } from "./useQueue";

type Props = {
  shown: ExceptionFilter;
  query: ReturnType<typeof useQueue>["query"];
  open: string | undefined;
  /** With it rows can be selected. */
  selecting: { selection: Selection; select: (act: Select) => void; count: number; of: number } | undefined;
  onShow: (shown: ExceptionFilter) => void;
};

/** The queue under its head: what it shows, and a row for each exception. */
export function QueueList({ shown, query, open, selecting, onShow }: Props) {
  const { kind, severity } = shown;
  return (
    <section className={`${partClasses.panel} ${classes.list}`} aria-label={t("queue.list")}>
      <header className={classes.listHead}>
        {selecting && (
          <Checkbox
            aria-label={t("queue.selectShown")}
            checked={selecting.count > 0 && selecting.count === selecting.of}
            indeterminate={selecting.count > 0 && selecting.count < selecting.of}
            disabled={selecting.of === 0}
            onChange={() => selecting.select({ do: selecting.count > 0 ? "none" : "shown" })}
          />
        )}
        <h2>{kind ? kindName(kind) : t(`queue.view.${viewOf(shown)}`)}</h2>
        {severity && (
          <Chip
            term={t(`exceptions.${severity}`)}
            onRemove={() => onShow({ ...shown, severity: undefined })}
          />
        )}
      </header>
      <PagedList
        query={query}
        loading={t("exceptions.loading")}
        empty={
          <Clear shown={shown} onClear={() => onShow({ ...shown, kind: undefined, severity: undefined })} />
        }
        shown={(count) => t("exceptions.shown", { count })}
      >
        {(rows) => (
          <div className={query.isPlaceholderData ? orderClasses.stale : undefined}>
            <QueueRows rows={rows} shown={shown} open={open} selecting={selecting} />
          </div>
        )}
      </PagedList>
    </section>
  );
}
