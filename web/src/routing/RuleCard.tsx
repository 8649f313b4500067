import { ActionIcon, Button, Switch } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconCopy,
  IconGripVertical,
  IconTrash,
} from "@tabler/icons-react";
import { useId, type KeyboardEvent } from "react";
import type { FieldError, RoutingRule, RoutingWarning } from "../api/types";
import { Status } from "../status/Status";
import { t } from "../text";
import { RuleEditor } from "./RuleEditor";
import classes from "./routing.module.css";
import { faultsOf } from "./rules";
import { sentence, warning } from "./sentence";
import type { Nouns } from "./useNouns";

type Props = {
  rule: RoutingRule;
  at: number;
  count: number;
  currency: string;
  nouns: Nouns;
  warnings: RoutingWarning[];
  faults: FieldError[];
  /** Whether the tested order fired it. */
  fired: boolean;
  open: boolean;
  mayWrite: boolean;
  onToggle: () => void;
  onChange: (rule: RoutingRule) => void;
  onMove: (to: number) => void;
  onDuplicate: () => void;
  onDelete: () => void;
  drag: { onStart: () => void; onDrop: () => void; over: boolean; onOver: () => void };
};

/** One rule of the list: its sentence, what is wrong with it, and its fields when it is open. */
export function RuleCard(props: Props) {
  const { rule, at, currency, warnings, faults, fired, open, mayWrite, onToggle, drag } = props;
  const id = useId();
  const mine = warnings.filter(({ index }) => index === at);
  const broken = faultsOf(faults, at);
  return (
    <li
      className={classes.card}
      data-off={rule.off || undefined}
      data-over={drag.over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        drag.onOver();
      }}
      onDrop={drag.onDrop}
    >
      <div className={classes.cardHead}>
        {mayWrite && (
          <span
            className={classes.grip}
            draggable
            onDragStart={drag.onStart}
            aria-hidden="true"
            title={t("routing.drag")}
          >
            <IconGripVertical size={16} stroke={1.75} />
          </span>
        )}
        <span className={classes.number}>{at + 1}</span>
        <div className={classes.said}>
          <h3>
            {mayWrite ? (
              <button
                type="button"
                className={classes.open}
                aria-expanded={open}
                aria-controls={id}
                data-rule={at}
                onClick={onToggle}
                onKeyDown={(event) => moveByKey(event, at, props.onMove)}
              >
                {open ? (
                  <IconChevronDown size={14} aria-hidden="true" />
                ) : (
                  <IconChevronRight size={14} aria-hidden="true" />
                )}
                <bdi>{rule.name || t("routing.nameless")}</bdi>
              </button>
            ) : (
              <bdi>{rule.name}</bdi>
            )}
            {fired && <Status of="routing" value="fired" />}
            {rule.off && <Status of="routing" value="off" />}
          </h3>
          <p className={classes.quiet}>{sentence(rule, currency)}</p>
        </div>
        {mayWrite && <Tools {...props} />}
      </div>
      {mine.map((one) => (
        <p key={one.reason + (one.other ?? "")} className={classes.warning}>
          <Status of="routingWarning" value={one.kind} />
          <span>{warning(one)}</span>
          {mayWrite && one.reason === "stopped" && at > 0 && (
            <Button size="compact-sm" onClick={() => props.onMove(at - 1)}>
              {t("routing.moveUp")}
            </Button>
          )}
        </p>
      ))}
      {!open &&
        Object.entries(broken).map(([part, text]) => (
          <p key={part} className={classes.fault}>
            {text}
          </p>
        ))}
      <div id={id} hidden={!open}>
        {open && (
          <RuleEditor
            rule={rule}
            currency={currency}
            nouns={props.nouns}
            faults={broken}
            onChange={props.onChange}
          />
        )}
      </div>
    </li>
  );
}

function moveByKey(event: KeyboardEvent, at: number, onMove: (to: number) => void) {
  const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
  if (by === undefined) return;
  event.preventDefault();
  onMove(at + by);
}

function Tools({ rule, at, count, onChange, onMove, onDuplicate, onDelete }: Props) {
  const name = rule.name;
  return (
    <div className={classes.tools}>
      <Switch
        size="xs"
        aria-label={t("routing.enabled", { name })}
        checked={!rule.off}
        onChange={(event) => onChange({ ...rule, off: event.currentTarget.checked ? undefined : true })}
      />
      <ActionIcon
        size={24}
        aria-label={t("routing.up", { name })}
        disabled={at === 0}
        onClick={() => onMove(at - 1)}
      >
        <IconArrowUp size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        size={24}
        aria-label={t("routing.down", { name })}
        disabled={at === count - 1}
        onClick={() => onMove(at + 1)}
      >
        <IconArrowDown size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon size={24} aria-label={t("routing.duplicate", { name })} onClick={onDuplicate}>
        <IconCopy size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon size={24} aria-label={t("routing.delete", { name })} onClick={onDelete}>
        <IconTrash size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
