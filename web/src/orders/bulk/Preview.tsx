import { Link } from "@tanstack/react-router";
import actClasses from "../../act/act.module.css";
import type { BulkPreview } from "../../api/types";
import { t } from "../../text";
import classes from "./bulk.module.css";

/** What would change, what is skipped and why. */
export function Preview({ preview }: { preview: BulkPreview }) {
  return (
    <div className={`${actClasses.wide} ${classes.preview}`}>
      <p className={classes.figure} role="status">
        {t("bulk.willChange", { count: preview.will_change, of: preview.total })}
      </p>
      {preview.skipped.map((skip) => (
        <div key={`${skip.code} ${skip.reason}`} className={classes.skip}>
          <p>
            {t("bulk.skipped", { count: skip.count })} <bdi>{skip.reason}</bdi>
          </p>
          <p className={classes.quiet}>
            {skip.examples.map((one) => (
              <Link key={one.id} to="/orders/$id" params={{ id: one.id }}>
                {one.number || one.id}
              </Link>
            ))}
          </p>
        </div>
      ))}
      <p className={classes.quiet}>{t(preview.can_undo ? "bulk.canUndo" : "bulk.noUndo")}</p>
    </div>
  );
}
