import { Link } from "@tanstack/react-router";
import type { ExceptionGroup } from "../api/types";
import orderClasses from "../orders/orders.module.css";
import type { ExceptionFilter } from "../api/exceptions";
import { figure, t } from "../text";
import { countIn, narrowing, queueViews, viewOf } from "./queue";

type Props = { shown: ExceptionFilter; groups: ExceptionGroup[] };

/** The parts of the queue as tabs with their counts; a tab keeps the kind. */
export function Views({ shown, groups }: Props) {
  const { kind, severity } = shown;
  const present = viewOf(shown);
  return (
    <div className={orderClasses.views}>
      <nav className={orderClasses.tabs} aria-label={t("queue.views")}>
        {queueViews.map((view) => (
          <Link
            key={view}
            to="/exceptions"
            search={{ kind, severity, ...narrowing[view] }}
            className={orderClasses.tab}
            activeProps={{}}
            aria-current={view === present ? "page" : undefined}
            data-current={view === present || undefined}
          >
            {t(`queue.view.${view}`)}
            {view !== "solved" && (
              <span className={orderClasses.count}>
                {figure(groups.reduce((sum, group) => sum + countIn(view, group), 0))}
              </span>
            )}
          </Link>
        ))}
      </nav>
    </div>
  );
}
