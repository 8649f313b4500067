import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useCommands } from "../keys/commands";
import { Empty } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import classes from "./routing.module.css";
import { RuleCard } from "./RuleCard";
import { duplicated, freeName, moved, newRule, newRuleId, templates, withRules } from "./rules";
import { sentence } from "./sentence";
import { Tester } from "./Tester";
import { useDesk } from "./useDraft";
import { useNouns } from "./useNouns";

/** What the address of the rules holds: the open rule, and the order that is tested. */
export type RulesView = { rule?: string; order?: string };

/** The rules in their order, each edited in its place, and one order through them. */
export function RulesPage() {
  const [fired, setFired] = useState<string[]>([]);
  return (
    <div className={classes.columns}>
      <Rules fired={fired} />
      <Tester onFired={setFired} />
    </div>
  );
}

function Rules({ fired }: { fired: string[] }) {
  const view = useSearch({ from: "/inside/routing/" });
  const navigate = useNavigate({ from: "/routing" });
  const { draft, policy, mayWrite, change } = useDesk();
  const nouns = useNouns();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const rules = policy.rules ?? [];
  const set = (next: typeof rules) => change(withRules(policy, next));
  const open = (rule: string | undefined) => void navigate({ search: { ...view, rule }, replace: true });
  const add = () => {
    const rule = newRule(rules);
    set([...rules, rule]);
    open(rule.id);
  };
  const move = (from: number, to: number) => {
    set(moved(rules, from, to));
    // The keys stay with the rule that was moved.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-rule="${to}"]`)?.focus());
  };
  useCommands(mayWrite ? [{ name: t("routing.add"), keys: "n", group: "create", run: add }] : []);
  return (
    <Panel
      title={t("routing.rules")}
      hint={t("routing.rulesHint")}
      flush
      aside={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={add}>
            {t("routing.add")}
          </Button>
        )
      }
    >
      {rules.length === 0 ? (
        <NoRules
          onTake={(rule) => set([...rules, { ...rule, id: newRuleId(), name: freeName(rules, rule.name) }])}
        />
      ) : (
        <ol className={classes.cards} aria-label={t("routing.rules")}>
          {rules.map((rule, at) => (
            <RuleCard
              key={rule.id ?? rule.name}
              rule={rule}
              at={at}
              count={rules.length}
              currency={policy.currency}
              nouns={nouns}
              warnings={draft.warnings}
              faults={draft.faults}
              fired={fired.includes(rule.name)}
              open={mayWrite && view.rule === rule.id}
              mayWrite={mayWrite}
              onToggle={() => open(view.rule === rule.id ? undefined : rule.id)}
              onChange={(next) => set(rules.with(at, next))}
              onMove={(to) => to >= 0 && to < rules.length && move(at, to)}
              onDuplicate={() => set(duplicated(rules, at))}
              onDelete={() => set(rules.toSpliced(at, 1))}
              drag={{
                over: over === at && dragged !== null && dragged !== at,
                onStart: () => setDragged(at),
                onOver: () => setOver(at),
                onDrop: () => {
                  if (dragged !== null && dragged !== at) set(moved(rules, dragged, at));
                  setDragged(null);
                  setOver(null);
                },
              }}
            />
          ))}
        </ol>
      )}
      <p className={classes.otherwise}>{t("routing.otherwise")}</p>
    </Panel>
  );
}

/** Three rules to begin with, each the reader's to change. */
function NoRules({ onTake }: { onTake: (rule: ReturnType<typeof templates>[number]) => void }) {
  const { mayWrite, policy } = useDesk();
  return (
    <Empty title={t("routing.empty")} what={t("routing.emptyWhat")}>
      {mayWrite && (
        <ul className={classes.templates} aria-label={t("routing.templates")}>
          {templates().map((rule) => (
            <li key={rule.name}>
              <Button onClick={() => onTake(rule)}>{rule.name}</Button>
              <span className={classes.quiet}>{sentence(rule, policy.currency)}</span>
            </li>
          ))}
        </ul>
      )}
    </Empty>
  );
}
