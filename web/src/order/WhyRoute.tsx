import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../act/useAct";
import { allocationsQuery } from "../api/order";
import type { Order, RoutingDecision } from "../api/types";
import { Facts } from "../parts/Facts";
import { Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { CandidateTable } from "../routing/decision/CandidateTable";
import { CostTerms } from "../routing/decision/CostTerms";
import { DecisionMap } from "../routing/decision/DecisionMap";
import { choice, otherwise, precisionWord, strategyWord, tried, type Names } from "../routing/decision/words";
import { amount } from "../routing/minor";
import { t } from "../text";
import { dateTime } from "../text/time";
import classes from "./order.module.css";

/** Why these locations: a map and a table of the candidates, in words, for each decision that was made. */
export function WhyRoute({ order }: { order: Order }) {
  const query = useQuery(allocationsQuery(order.id));
  const [chosen, setChosen] = useState<number>();
  const all = query.data?.decisions ?? [];
  const decision = all.find(({ seq }) => seq === chosen) ?? all.at(-1);
  const names: Names = new Map((query.data?.locations ?? []).map(({ code, name }) => [code, name]));
  return (
    <Panel
      title={t("decision.title")}
      aside={<Which all={all} chosen={decision} onChoose={setChosen} />}
      flush
    >
      {query.isPending && <Skeleton label={t("decision.loading")} rows={12} />}
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && !decision && <p className={classes.note}>{t("decision.none")}</p>}
      {decision && <Decision decision={decision} names={names} goal={order.shipping_address.city} />}
    </Panel>
  );
}

type WhichProps = { all: RoutingDecision[]; chosen?: RoutingDecision; onChoose: (seq: number) => void };

function Which({ all, chosen, onChoose }: WhichProps) {
  if (all.length < 2 || !chosen) return null;
  return (
    <NativeSelect
      size="xs"
      aria-label={t("decision.which")}
      value={String(chosen.seq)}
      onChange={(event) => onChoose(Number(event.currentTarget.value))}
      data={all
        .map(({ seq, occurred_at }, n) => ({
          value: String(seq),
          label: t("decision.at", { when: dateTime(occurred_at), n: n + 1, all: all.length }),
        }))
        .toReversed()}
    />
  );
}

type DecisionProps = { decision: RoutingDecision; names: Names; goal?: string };

function Decision({ decision, names, goal }: DecisionProps) {
  const { why, short, version } = decision;
  const currency = why.currency ?? "";
  return (
    <>
      <DecisionMap why={why} names={names} goal={goal} />
      <div className={classes.why}>
        <p className={classes.sum}>{choice(why, names)}</p>
        {tried(decision, names).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {why.counterfactuals?.map((change) => (
          <p key={change.location}>{otherwise(change, currency, names)}</p>
        ))}
        <Short short={short} />
      </div>
      <CandidateTable why={why} names={names} />
      <details className={classes.fold}>
        <summary>{t("decision.terms")}</summary>
        <CostTerms why={why} names={names} />
      </details>
      <div className={classes.why}>
        <Facts
          facts={[
            [t("decision.wanted"), strategyWord(why)],
            [t("decision.policy"), version !== null && <Version version={version} />],
            [t("decision.fired"), why.rules_fired?.join(", ")],
            [
              t("decision.bound"),
              t("decision.boundWhat", { bound: amount(why.bound, currency), count: why.sets_compared }),
            ],
            [t("decision.precision"), precisionWord(why)],
          ]}
        />
      </div>
    </>
  );
}

const mostShort = 5; // lines without stock that are named

function Short({ short }: Pick<RoutingDecision, "short">) {
  return (
    <>
      {short.slice(0, mostShort).map(({ line, sku, quantity }) => (
        <p key={line}>
          <bdi>{t("decision.short", { count: quantity, sku })}</bdi>
        </p>
      ))}
      {short.length > mostShort && <p>{t("decision.shortMore", { count: short.length - mostShort })}</p>}
    </>
  );
}

function Version({ version }: { version: number }) {
  const may = useMay();
  const name = version === 0 ? t("decision.builtIn") : t("decision.version", { version });
  return may("routing.read") ? <Link to="/routing/versions">{name}</Link> : name;
}
