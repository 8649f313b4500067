import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lastSolvedQuery } from "../api/exceptions";
import { Age } from "../parts/Age";
import { Empty } from "../parts/Message";
import { Words } from "../parts/Words";
import type { ExceptionFilter } from "../api/exceptions";
import { t } from "../text";
import classes from "./exceptions.module.css";
import { viewOf } from "./queue";
import { titleOf } from "./QueueRows";
import { usePeople } from "./usePeople";

type Props = { shown: ExceptionFilter; onClear: () => void };

/** An empty queue: what would be here, and what solved the last one that was. */
export function Clear({ shown, onClear }: Props) {
  const view = viewOf(shown);
  if (shown.kind || shown.severity) {
    return (
      <Empty level={2} title={t("exceptions.noMatch")} what={t("exceptions.noMatchWhat")}>
        <Button onClick={onClear}>{t("queue.allKinds")}</Button>
      </Empty>
    );
  }
  return (
    <Empty level={2} title={t(`queue.empty.${view}`)} what={t(`queue.emptyWhat.${view}`)}>
      {view === "all" && <LastSolved />}
    </Empty>
  );
}

function LastSolved() {
  const { data: last } = useQuery(lastSolvedQuery);
  const { nameOf } = usePeople();
  if (!last?.resolved_at) return null;
  return (
    <div className={classes.last}>
      <strong>{t("queue.lastSolved")}</strong>
      <Link to="/exceptions" search={{ solved: "1", id: last.id }}>
        {titleOf(last)}
      </Link>
      {last.resolution ? (
        <Words says={last.ends} english={last.resolution} />
      ) : (
        <Words says={last.says} english={last.summary} />
      )}
      <span>
        {nameOf(last.resolved_by ?? "")}, <Age at={last.resolved_at} />
      </span>
    </div>
  );
}
