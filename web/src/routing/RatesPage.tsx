import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useId } from "react";
import { builtInRatesQuery, livePolicyQuery } from "../api/routing";
import type { RateCard } from "../api/types";
import { useCommands } from "../keys/commands";
import { Empty } from "../parts/Message";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Status } from "../status/Status";
import { t } from "../text";
import { CardEditor } from "./CardEditor";
import { cardChanges, newCard, withCards } from "./cards";
import { cardChange, cardWarning, weight } from "./cardWords";
import { Quoter } from "./Quoter";
import classes from "./routing.module.css";
import { faultsIn } from "./rules";
import { useDesk } from "./useDraft";

/** What the address of the rate cards holds: the name of the open one. */
export type RatesView = { card?: string };

/** What carriers ask: the rate cards of the draft, what it changes, and what a parcel would cost. */
export function RatesPage() {
  return (
    <div className={partClasses.stack}>
      <Cards />
      <Changes />
      <Quoter />
    </div>
  );
}

function Cards() {
  const { card: opened } = useSearch({ from: "/inside/routing/rates" });
  const navigate = useNavigate({ from: "/routing/rates" });
  const { policy, draft, mayWrite, change } = useDesk();
  const cards = policy.cards ?? [];
  const open = (card: string | undefined) => void navigate({ search: { card }, replace: true });
  const set = (next: RateCard[]) => change(withCards(policy, next));
  const add = () => {
    const card = newCard(cards);
    set([...cards, card]);
    open(card.name);
  };
  useCommands(mayWrite ? [{ name: t("rates.add"), keys: "n", group: "create", run: add }] : []);
  return (
    <Panel
      title={t("rates.title")}
      hint={t("rates.hint", { currency: policy.currency })}
      flush
      aside={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={add}>
            {t("rates.add")}
          </Button>
        )
      }
    >
      {cards.length === 0 ? (
        <BuiltIn />
      ) : (
        <ul className={classes.cards} aria-label={t("rates.title")}>
          {cards.map((card, at) => (
            <CardRow
              key={at}
              at={at}
              card={card}
              open={opened === card.name}
              onToggle={() => open(opened === card.name ? undefined : card.name)}
              onRename={open}
            />
          ))}
        </ul>
      )}
      {(draft.card_warnings ?? [])
        .filter(({ index }) => index < 0)
        .map((one) => (
          <p key={one.text} className={classes.warning}>
            <Status of="routingWarning" value={one.reason} />
            <span>{cardWarning(one)}</span>
          </p>
        ))}
    </Panel>
  );
}

/** Says whose prices hold while there are no cards, and begins with them. */
function BuiltIn() {
  const { policy, mayWrite, change } = useDesk();
  const built = useQuery(builtInRatesQuery).data;
  return (
    <Empty
      title={t("rates.empty")}
      what={t("rates.emptyWhat", { names: built?.cards.map(({ name }) => name).join(", ") ?? "…" })}
    >
      {mayWrite && built && (
        <Button
          onClick={() =>
            change({
              ...policy,
              currency: built.currency,
              cards: built.cards,
              services: { ...built.services, ...policy.services },
            })
          }
        >
          {t("rates.begin")}
        </Button>
      )}
    </Empty>
  );
}

type RowProps = {
  at: number;
  card: RateCard;
  open: boolean;
  onToggle: () => void;
  onRename: (name: string) => void;
};

function CardRow({ at, card, open, onToggle, onRename }: RowProps) {
  const { draft } = useDesk();
  const id = useId();
  const levels = card.services ?? [];
  const broken = Object.values(faultsIn(draft.faults, `cards[${at}].`));
  return (
    <li className={classes.card}>
      <div className={classes.said}>
        <h3>
          <button
            type="button"
            className={classes.open}
            aria-expanded={open}
            aria-controls={id}
            onClick={onToggle}
          >
            {open ? (
              <IconChevronDown size={14} aria-hidden="true" />
            ) : (
              <IconChevronRight size={14} aria-hidden="true" />
            )}
            <bdi>{card.name || t("routing.nameless")}</bdi>
          </button>
        </h3>
        <p className={classes.quiet}>
          {[
            levels.length === 0 ? t("rates.anyLevel") : t("rates.forLevels", { levels: levels.join(", ") }),
            t("rates.zonesCount", { count: card.zones.length }),
            t("rates.upTo", { weight: weight(card.steps.at(-1) ?? 0) }),
          ].join(" · ")}
        </p>
      </div>
      {(draft.card_warnings ?? [])
        .filter(({ index }) => index === at)
        .map((one) => (
          <p key={one.text} className={classes.warning}>
            <Status of="routingWarning" value={one.reason} />
            <span>{cardWarning(one)}</span>
          </p>
        ))}
      {broken.map((text, n) => (
        <p key={n} className={classes.fault}>
          {text}
        </p>
      ))}
      <div id={id} hidden={!open}>
        {open && <CardEditor at={at} onRename={onRename} />}
      </div>
    </li>
  );
}

const shownChanges = 30;

/** What publishing the draft would change of the prices that decide now. */
function Changes() {
  const { policy } = useDesk();
  const live = useQuery(livePolicyQuery).data?.policy;
  const built = useQuery(builtInRatesQuery).data;
  if (!live || !built) return null;
  const cardsOf = (cards: RateCard[] | undefined) => (cards?.length ? cards : built.cards);
  const changes = cardChanges(cardsOf(live.cards), cardsOf(policy.cards));
  if (changes.length === 0) return null;
  return (
    <Panel title={t("rates.changes")} hint={t("rates.changesHint")}>
      <ul className={classes.diff} aria-label={t("rates.changes")}>
        {changes.slice(0, shownChanges).map((one, n) => (
          <li key={n} data-kind={one.kind.endsWith("removed") ? "removed" : "changed"}>
            {cardChange(one, policy.currency)}
          </li>
        ))}
      </ul>
      {changes.length > shownChanges && (
        <p className={classes.quiet}>{t("rates.moreChanges", { count: changes.length - shownChanges })}</p>
      )}
    </Panel>
  );
}
