import { Button } from "@mantine/core";
import { useAct, type WriteHeaders } from "../act/useAct";
import { tellFailure } from "../act/toasts";
import { api } from "../api/client";
import type { Count, CountLine } from "../api/types";
import boardClasses from "../fulfillment/board.module.css";
import { t } from "../text";
import { money } from "../text/money";
import { signed, valueOf } from "./count";

type Props = { count: Count; selected: CountLine[]; onClear: () => void };

const verbs = ["approve", "recount", "reject"] as const;
type Verb = (typeof verbs)[number];

const shownRefusals = 3;

/** Decides the chosen variances, says before what they come to and after what was refused. */
export function Decide({ count, selected, onClear }: Props) {
  const { act, busy } = useAct();
  const lines = selected.map(({ line }) => line);
  const units = selected.reduce((sum, { variance }) => sum + (variance ?? 0), 0);
  const value = count.currency ? valueOf(selected) : "";
  const promised = selected.filter(({ waits }) => waits === "promised").length;
  const decide = (verb: Verb) =>
    act({
      call: (headers) => send(verb, count.id, lines, headers),
      done: (answer) => t(`did.${verb}Count`, { count: lines.length - answer.refused.length }),
      then: ({ refused }) => {
        for (const { sku, lot, problem } of refused.slice(0, shownRefusals)) {
          tellFailure(`${[sku, lot].filter(Boolean).join(", ")}: ${problem.detail ?? ""}`);
        }
        onClear();
      },
    });
  return (
    <div className={boardClasses.bulk} role="region" aria-label={t("counts.selection")}>
      <b role="status">
        {t("counts.selected", { count: selected.length, units: signed(units) })}
        {value && ` (${money(value, count.currency)})`}
      </b>
      {promised > 0 && <span>{t("counts.takesPromised", { count: promised })}</span>}
      {verbs.map((verb) => (
        <Button
          key={verb}
          variant={verb === "approve" ? "filled" : "default"}
          loading={busy}
          onClick={() => decide(verb)}
        >
          {t(`counts.${verb}`, { count: selected.length })}
        </Button>
      ))}
      <Button onClick={onClear}>{t("board.unselect")}</Button>
    </div>
  );
}

function send(verb: Verb, id: string, lines: number[], headers: WriteHeaders) {
  const options = { params: { path: { id } }, body: { lines }, headers };
  switch (verb) {
    case "approve":
      return api.POST("/api/v1/counts/{id}/approve", options);
    case "recount":
      return api.POST("/api/v1/counts/{id}/recount", options);
    case "reject":
      return api.POST("/api/v1/counts/{id}/reject", options);
  }
}
