import { Link } from "@tanstack/react-router";
import actClasses from "../../act/act.module.css";
import { WillChange } from "../../act/WillChange";
import type { BulkPreview } from "../../api/types";
import { t } from "../../text";

/** What would change, what is skipped and why. */
export function Preview({ preview }: { preview: BulkPreview }) {
  return (
    <div className={actClasses.wide}>
      <WillChange
        figure={t("bulk.willChange", { count: preview.will_change, of: preview.total })}
        skipped={preview.skipped.map(({ reason, count, examples }) => ({
          reason,
          count,
          examples: examples.map(({ id, number }) => (
            <Link key={id} to="/orders/$id" params={{ id }}>
              {number || id}
            </Link>
          )),
        }))}
        canUndo={preview.can_undo}
      />
    </div>
  );
}
