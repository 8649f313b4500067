import { ActionIcon, Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { RoutingRule, RuleThen } from "../api/types";
import { t } from "../text";
import {
  blankCondition,
  conditionsOf,
  freeKinds,
  whenOf,
  type Condition,
  type ConditionKind,
  type ListKind,
} from "./condition";
import { MoneyInput } from "./MoneyInput";
import classes from "./routing.module.css";
import { actions, asked, caps, strategies, thenOf } from "./rules";
import type { Nouns } from "./useNouns";
import { Words } from "./Words";

type Props = {
  rule: RoutingRule;
  currency: string;
  nouns: Nouns;
  /** What is wrong, by the part of the rule. */
  faults: Record<string, string>;
  onChange: (rule: RoutingRule) => void;
};

/** A rule as fields: its name, when it holds, and what it then does. */
export function RuleEditor({ rule, currency, nouns, faults, onChange }: Props) {
  const conditions = conditionsOf(rule.when);
  const setConditions = (next: Condition[]) => onChange({ ...rule, when: whenOf(next) });
  return (
    <div className={classes.editor}>
      <TextInput
        label={t("routing.name")}
        value={rule.name}
        maxLength={200}
        error={rule.name.trim() === "" ? t("routing.needsName") : faults.name}
        onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
      />
      <fieldset className={classes.parts}>
        <legend>{t("routing.when")}</legend>
        {conditions.length === 0 && <p className={classes.quiet}>{t("routing.everyOrder")}</p>}
        {conditions.map((one, n) => (
          <div key={`${one.kind} ${n}`} className={classes.part}>
            <ConditionFields
              condition={one}
              currency={currency}
              nouns={nouns}
              onChange={(next) => setConditions(conditions.with(n, next))}
            />
            <ActionIcon
              aria-label={t("routing.dropCondition", { what: t(`when.${one.kind}`) })}
              onClick={() => setConditions(conditions.toSpliced(n, 1))}
            >
              <IconTrash size={16} stroke={1.75} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
        <NativeSelect
          aria-label={t("routing.addCondition")}
          value=""
          onChange={({ currentTarget: { value } }) =>
            value && setConditions([...conditions, blankCondition(value as ConditionKind)])
          }
          data={[
            { value: "", label: t("routing.addCondition") },
            ...freeKinds(conditions).map((value) => ({ value, label: t(`when.${value}`) })),
          ]}
        />
      </fieldset>
      <ThenFields
        then={rule.then}
        currency={currency}
        nouns={nouns}
        faults={faults}
        onChange={(then) => onChange({ ...rule, then: thenOf(then) })}
      />
      <Checkbox
        label={t("routing.stop")}
        description={t("routing.stopWhat")}
        checked={rule.stop ?? false}
        onChange={(event) => onChange({ ...rule, stop: event.currentTarget.checked || undefined })}
      />
    </div>
  );
}

type PartProps = {
  condition: Condition;
  currency: string;
  nouns: Nouns;
  onChange: (condition: Condition) => void;
};

function ConditionFields({ condition, currency, nouns, onChange }: PartProps) {
  switch (condition.kind) {
    case "value":
      return (
        <div className={classes.range}>
          <MoneyInput
            label={t("when.valueMin")}
            minor={condition.min}
            currency={currency}
            onChange={(min) => onChange({ ...condition, min: min ?? 0 })}
          />
          <MoneyInput
            label={t("when.valueMax")}
            minor={condition.max}
            currency={currency}
            onChange={(max) => onChange({ ...condition, max })}
          />
        </div>
      );
    case "weight":
      return (
        <div className={classes.range}>
          <Grams
            label={t("when.weightMin")}
            grams={condition.min}
            onChange={(min) => onChange({ ...condition, min: min ?? 0 })}
          />
          <Grams
            label={t("when.weightMax")}
            grams={condition.max}
            onChange={(max) => onChange({ ...condition, max })}
          />
        </div>
      );
    case "attribute":
      return (
        <div className={classes.range}>
          <TextInput
            label={t("when.attributeName")}
            value={condition.name}
            maxLength={200}
            onChange={(event) => onChange({ ...condition, name: event.currentTarget.value })}
          />
          <Words
            label={t("when.attributeValues")}
            description={t("when.attributeAny")}
            nouns={[]}
            values={condition.values}
            onChange={(values) => onChange({ ...condition, values })}
          />
        </div>
      );
    default:
      return (
        <Words
          label={t(`when.${condition.kind}`)}
          description={hint(condition.kind)}
          nouns={nouns.lists[condition.kind]}
          values={condition.values}
          onChange={(values) => onChange({ ...condition, values: tidy(condition.kind, values) })}
        />
      );
  }
}

const hint = (kind: ListKind) =>
  kind === "regions" || kind === "postal" ? t(`when.${kind}What`) : undefined;

const tidy = (kind: ListKind, values: string[]) =>
  kind === "countries" || kind === "regions" ? values.map((value) => value.toUpperCase()) : values;

function Grams({
  label,
  grams,
  onChange,
}: {
  label: string;
  grams: number | undefined;
  onChange: (grams: number | undefined) => void;
}) {
  return (
    <NumberInput
      label={label}
      value={grams ?? ""}
      min={0}
      max={1_000_000_000}
      allowDecimal={false}
      rightSection={<span aria-hidden="true">g</span>}
      onChange={(value) => onChange(value === "" ? undefined : Number(value))}
    />
  );
}

type ThenProps = {
  then: RuleThen;
  currency: string;
  nouns: Nouns;
  faults: Record<string, string>;
  onChange: (then: RuleThen) => void;
};

function ThenFields({ then, currency, nouns, faults, onChange }: ThenProps) {
  const wants = asked(then);
  return (
    <fieldset className={classes.parts}>
      <legend>{t("routing.then")}</legend>
      <NativeSelect
        label={t("routing.action")}
        value={then.action}
        error={faults["then.action"]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...then, action: value as RuleThen["action"] })
        }
        data={actions.map((value) => ({ value, label: t(`action.${value}`) }))}
      />
      {wants.has("by") && (
        <NativeSelect
          label={t("routing.by")}
          value={then.by}
          error={faults["then.by"]}
          onChange={({ currentTarget: { value } }) => onChange({ ...then, by: value as RuleThen["by"] })}
          data={strategies.map((value) => ({ value, label: t(`strategy.${value}`) }))}
        />
      )}
      {wants.has("of") && (
        <div className={classes.range}>
          <NumberInput
            label={t("routing.limit")}
            value={then.limit ?? ""}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            error={faults["then.limit"]}
            onChange={(limit) => onChange({ ...then, limit: Number(limit) })}
          />
          <NativeSelect
            label={t("routing.capOf")}
            value={then.of}
            onChange={({ currentTarget: { value } }) => onChange({ ...then, of: value as RuleThen["of"] })}
            data={caps.map((value) => ({ value, label: t(`cap.${value}`) }))}
          />
        </div>
      )}
      {wants.has("amount") && (
        <MoneyInput
          label={t("routing.weightAmount")}
          minor={then.amount}
          currency={currency}
          error={faults["then.amount"]}
          onChange={(amount) => onChange({ ...then, amount })}
        />
      )}
      {wants.has("locations") && (
        <Words
          label={t(then.by === "priority_list" ? "routing.inOrder" : "routing.locations")}
          nouns={nouns.locations}
          values={then.locations ?? []}
          error={faults["then.locations"]}
          onChange={(locations) => onChange({ ...then, locations })}
        />
      )}
      {wants.has("groups") && (
        <Words
          label={t("routing.groups")}
          description={t("routing.groupsWhat")}
          nouns={nouns.groups}
          values={then.groups ?? []}
          onChange={(groups) => onChange({ ...then, groups })}
        />
      )}
    </fieldset>
  );
}
