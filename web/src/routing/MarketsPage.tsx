import { Button, CloseButton, NumberInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { t } from "../text";
import classes from "./rates.module.css";
import routingClasses from "./routing.module.css";
import { faultsIn, freeName } from "./rules";
import { useDesk } from "./useDraft";
import { useNouns } from "./useNouns";
import { usePairs, type Pair } from "./usePairs";
import { Words } from "./Words";
import { rateOf, worthOf } from "./worth";

/** The names that rules and prices speak of: markets, the levels of shipping methods, and what currencies are worth. */
export function MarketsPage() {
  return (
    <div className={partClasses.stack}>
      <Markets />
      <Methods />
      <Currencies />
    </div>
  );
}

type RowProps = { label: string; drop: string; onDrop: () => void; children: ReactNode };

/** Two fields that belong together, and the button that takes both away. */
function Row({ label, drop, onDrop, children }: RowProps) {
  const { mayWrite } = useDesk();
  return (
    <div className={classes.pair} role="group" aria-label={label}>
      {children}
      {mayWrite && <CloseButton aria-label={drop} onClick={onDrop} />}
    </div>
  );
}

function Markets() {
  const { policy, draft, mayWrite, change } = useDesk();
  const { lists } = useNouns();
  const markets = policy.markets ?? [];
  const set = (next: typeof markets) => change({ ...policy, markets: next });
  return (
    <Panel
      title={t("markets.title")}
      hint={t("markets.hint")}
      aside={
        mayWrite && (
          <Button
            onClick={() =>
              set([...markets, { name: freeName(markets, t("markets.newName")), countries: [] }])
            }
          >
            {t("markets.add")}
          </Button>
        )
      }
    >
      <div className={classes.list}>
        {markets.length === 0 && <p className={routingClasses.quiet}>{t("markets.empty")}</p>}
        {markets.map((market, at) => {
          const faults = faultsIn(draft.faults, `markets[${at}]`);
          return (
            <Row
              key={at}
              label={market.name}
              drop={t("markets.drop", { name: market.name })}
              onDrop={() => set(markets.toSpliced(at, 1))}
            >
              <TextInput
                label={t("markets.name")}
                value={market.name}
                maxLength={100}
                error={faults[".name"]}
                disabled={!mayWrite}
                onChange={(event) => set(markets.with(at, { ...market, name: event.currentTarget.value }))}
              />
              <Words
                label={t("markets.countries")}
                nouns={lists.countries}
                values={market.countries}
                error={faults[""] ?? faults[".countries"]}
                disabled={!mayWrite}
                onChange={(countries) =>
                  set(
                    markets.with(at, {
                      ...market,
                      countries: countries.map((one) => one.trim().toUpperCase()),
                    }),
                  )
                }
              />
            </Row>
          );
        })}
      </div>
    </Panel>
  );
}

function Methods() {
  const { policy, draft, mayWrite, change } = useDesk();
  const {
    pairs,
    add,
    change: put,
    drop,
  } = usePairs(
    Object.entries(policy.services ?? {}),
    ([method, level]) => (method.trim() && level.trim() ? `${method} ${level}` : undefined),
    (next) => change({ ...policy, services: Object.fromEntries(next) }),
  );
  const fault = faultsIn(draft.faults, "services")[""];
  return (
    <Panel
      title={t("methods.title")}
      hint={t("methods.hint")}
      aside={mayWrite && <Button onClick={add}>{t("methods.add")}</Button>}
    >
      <div className={classes.list}>
        {pairs.length === 0 && <p className={routingClasses.quiet}>{t("methods.empty")}</p>}
        {pairs.map(([method, level], at) => (
          <Row
            key={at}
            label={method || t("methods.method")}
            drop={t("methods.drop", { name: method })}
            onDrop={() => drop(at)}
          >
            <TextInput
              label={t("methods.method")}
              value={method}
              maxLength={200}
              disabled={!mayWrite}
              onChange={(event) => put(at, [event.currentTarget.value, level])}
            />
            <TextInput
              label={t("methods.level")}
              value={level}
              maxLength={100}
              error={fault}
              disabled={!mayWrite}
              onChange={(event) => put(at, [method, event.currentTarget.value])}
            />
          </Row>
        ))}
      </div>
    </Panel>
  );
}

function Currencies() {
  const { policy, draft, mayWrite, change } = useDesk();
  const inside = policy.currency;
  const stored = Object.entries(policy.rates ?? {}).map(([code, stands]): Pair => [
    code,
    String(worthOf(stands, code, inside)),
  ]);
  const rate = ([code, worth]: Pair) => (code.length === 3 ? rateOf(worth, code, inside) : undefined);
  const {
    pairs,
    add,
    change: put,
    drop,
  } = usePairs(
    stored,
    (pair) => (rate(pair) === undefined ? undefined : `${pair[0]} ${rate(pair)}`),
    (next) => change({ ...policy, rates: Object.fromEntries(next.map((pair) => [pair[0], rate(pair)!])) }),
  );
  return (
    <Panel
      title={t("worth.title")}
      hint={t("worth.hint", { currency: inside })}
      aside={mayWrite && <Button onClick={add}>{t("worth.add")}</Button>}
    >
      <div className={classes.list}>
        {pairs.length === 0 && <p className={routingClasses.quiet}>{t("worth.empty")}</p>}
        {pairs.map(([code, worth], at) => (
          <Row
            key={at}
            label={code || t("worth.currency")}
            drop={t("worth.drop", { currency: code })}
            onDrop={() => drop(at)}
          >
            <TextInput
              label={t("worth.currency")}
              value={code}
              maxLength={3}
              error={faultsIn(draft.faults, `rates.${code}`)[""]}
              disabled={!mayWrite}
              onChange={(event) => put(at, [event.currentTarget.value.toUpperCase(), worth])}
            />
            <NumberInput
              label={t("worth.worth", { currency: code || "…" })}
              value={worth}
              min={0}
              decimalScale={6}
              rightSection={<span aria-hidden="true">{inside}</span>}
              rightSectionWidth={48}
              disabled={!mayWrite}
              onChange={(value) => put(at, [code, String(value)])}
            />
          </Row>
        ))}
      </div>
    </Panel>
  );
}
