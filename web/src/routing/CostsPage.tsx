import { Checkbox, NumberInput } from "@mantine/core";
import { Panel } from "../parts/Panel";
import { t, type TextKey } from "../text";
import { MoneyInput } from "./MoneyInput";
import classes from "./routing.module.css";
import { keyOf, termGroups, termIn, withTerm, type Term } from "./terms";
import { useDesk } from "./useDraft";

/** What a plan costs, figure by figure, each with its meaning and unit. */
export function CostsPage() {
  const { policy, mayWrite, change } = useDesk();
  return (
    <div className={classes.groups}>
      {termGroups.map(({ name, terms }) => (
        <Panel key={name} title={t(`cost.${name}`)} hint={t(`cost.${name}What`)}>
          <div className={classes.fields}>
            {terms.map((term) => (
              <Figure key={term.path} term={term} />
            ))}
            {name === "split" && (
              <Checkbox
                label={t("cost.neverSplit")}
                description={t("cost.neverSplitWhat")}
                checked={policy.never_split ?? false}
                disabled={!mayWrite}
                onChange={(event) =>
                  change({ ...policy, never_split: event.currentTarget.checked || undefined })
                }
              />
            )}
          </div>
        </Panel>
      ))}
    </div>
  );
}

function Figure({ term }: { term: Term }) {
  const { policy, draft, mayWrite, change } = useDesk();
  const label = t(`cost.${keyOf(term)}` as TextKey);
  const description = t(`cost.${keyOf(term)}What` as TextKey);
  const error = draft.faults.find(({ field }) => field === `policy.${term.path}`)?.message;
  const figure = termIn(policy, term);
  if (term.unit === "money") {
    return (
      <MoneyInput
        label={label}
        description={description}
        minor={figure}
        currency={policy.currency}
        error={error}
        disabled={!mayWrite}
        onChange={(minor) => change(withTerm(policy, term, minor ?? 0))}
      />
    );
  }
  return (
    <NumberInput
      label={label}
      description={description}
      value={figure}
      min={0}
      max={1_000_000_000}
      allowDecimal={false}
      error={error}
      disabled={!mayWrite}
      rightSection={<span aria-hidden="true">{t(`cost.in_${term.unit}`)}</span>}
      rightSectionWidth={72}
      onChange={(value) => value !== "" && change(withTerm(policy, term, Number(value)))}
    />
  );
}
