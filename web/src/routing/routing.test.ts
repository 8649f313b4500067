import { expect, test } from "vitest";
import { loadTexts } from "../text";
import type { RoutingReport, RoutingRule, RoutingSum } from "../api/types";
import { blankCondition, conditionsOf, freeKinds, whenOf } from "./condition";
import { arc, frameOf } from "./decision/frame";
import { changeWords, fieldWords } from "./diffWords";
import { guardOf } from "./guard";
import { compare, measures, peakOf } from "./measures";
import { amount, decimal, minorOf } from "./minor";
import { spanOf } from "./period";
import { asked, duplicated, faultsOf, freeName, moved, thenOf } from "./rules";
import { sentence, warning } from "./sentence";
import { termGroups, termIn, withTerm } from "./terms";
import { basketOf, emptyBasket, trialOf } from "./trial";

await loadTexts();

const policy = { currency: "EUR", handling: {}, late: {}, balance: {}, carbon: {} };

test("a condition is the same after the editor", () => {
  const when = {
    channels: ["web"],
    countries: ["DE", "FR"],
    min_value: 0,
    max_value: 5000,
    max_weight: 900,
    attributes: { gift: ["true"], note: [] },
  };
  expect(whenOf(conditionsOf(when))).toEqual(when);
  expect(conditionsOf({})).toEqual([]);
  expect(freeKinds(conditionsOf(when))).not.toContain("value");
  expect(freeKinds(conditionsOf(when))).toContain("attribute");
  expect(whenOf([blankCondition("weight")])).toEqual({ min_weight: 0 });
});

test("an action keeps only what it has a use for", () => {
  const cap = thenOf({ action: "cap", of: "units", limit: 3, locations: ["BER"], by: "nearest", amount: 5 });
  expect(cap).toEqual({ action: "cap", of: "units", limit: 3, locations: ["BER"] });
  expect(thenOf({ action: "never_split", locations: ["BER"] })).toEqual({ action: "never_split" });
  expect(thenOf({ action: "prefer", locations: ["BER"] })).toEqual({ action: "prefer", by: "cheapest" });
  expect(asked({ action: "weight" })).toEqual(new Set(["locations", "groups", "amount"]));
});

test("rules move, and copies have names of their own", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 0, 9)).toEqual(["b", "c", "a"]);
  const rules: RoutingRule[] = [{ id: "rul_1", name: "one", when: {}, then: { action: "never_split" } }];
  const [, copy] = duplicated(rules, 0);
  expect(copy?.name).toBe("one 2");
  expect(copy?.id).not.toBe("rul_1");
  expect(freeName([...rules, copy!], "one")).toBe("one 3");
});

test("faults stand beside the part that they concern", () => {
  const faults = [
    { field: "policy.rules[1].then.amount", message: "w: weight needs an amount" },
    { field: "policy.rules[10].name", message: ": needs a name" },
    { field: "policy.split", message: "must be from 0" },
  ];
  expect(faultsOf(faults, 1)).toEqual({ "then.amount": "weight needs an amount" });
});

test("a rule reads as a sentence", () => {
  const rule: RoutingRule = {
    name: "r",
    when: { countries: ["DE", "FR"], min_value: 5000, categories: ["Kitchen"] },
    then: { action: "forbid", locations: ["OPO"], groups: ["store"] },
    stop: true,
  };
  expect(sentence(rule, "EUR")).toBe(
    "When it goes to Germany or France, it has something of the category Kitchen, and it is worth € 50.00 or more, OPO or group store may not send. No later rule is looked at.",
  );
  expect(sentence({ name: "a", when: {}, then: { action: "cap", of: "parcels", limit: 1 } }, "EUR")).toBe(
    "Always: it goes in at most 1 parcel.",
  );
  expect(
    sentence({ name: "a", when: { countries: ["?"] }, then: { action: "prefer", by: "nearest" } }, "EUR"),
  ).toBe("When it goes to ?, the nearest locations send.");
});

test("a warning that is not known keeps the server's words", () => {
  const base = { kind: "shadowed", rule: "b", other: "a", index: 1, text: "b is odd" };
  expect(warning({ ...base, reason: "stopped" })).toContain("“a”");
  expect(warning({ ...base, reason: "from_tomorrow" })).toBe("b is odd");
});

test("amounts are exact in every currency", () => {
  expect([decimal(5, "EUR"), decimal(-1234, "EUR"), decimal(7, "JPY")]).toEqual(["0.05", "-12.34", "7"]);
  expect([minorOf("12.3", "EUR"), minorOf(7, "JPY"), minorOf("1.234", "EUR"), minorOf("", "EUR")]).toEqual([
    1230,
    7,
    undefined,
    undefined,
  ]);
  expect(minorOf("0.29", "EUR")).toBe(29); // 0.29 × 100 is not 29 in floating point
  expect(amount(123456, "EUR")).toBe("€ 1,234.56");
});

test("a figure of the policy goes where it belongs", () => {
  const within = termGroups.flatMap(({ terms }) => terms).find(({ path }) => path === "late.within")!;
  const next = withTerm(policy, within, 48);
  expect(next.late).toEqual({ within: 48 * 3_600_000_000_000 });
  expect(termIn(next, within)).toBe(48);
  expect(withTerm(policy, { path: "split", unit: "money" }, 650)).toEqual({ ...policy, split: 650 });
});

test("an order becomes a question, without what it is no part of", () => {
  const line = (sku: string, kind: string, ordered: number) => ({
    sku,
    kind,
    counters: { ordered, canceled: 1 },
  });
  const order = {
    channel: "web",
    currency: "EUR",
    total: "29.00",
    tags: ["vip"],
    attributes: { gift: true, nested: {} },
    shipping_method: "Express",
    shipping_address: { country_code: "DE", postal_code: "10115" },
    lines: [line("A", "item", 3), line("B", "component", 3), line("C", "item", 1)],
  } as unknown as Parameters<typeof basketOf>[0];
  expect(trialOf(basketOf(order))).toEqual({
    channel: "web",
    items: [{ sku: "A", quantity: 2 }],
    destination: { country_code: "DE", postal_code: "10115" },
    shipping_method: "Express",
    value: "29.00",
    currency: "EUR",
    customer_tags: ["vip"],
    attributes: { gift: "true" },
  });
  expect(trialOf(emptyBasket)).toBeNull();
});

const sum = (over: Partial<RoutingSum>): RoutingSum =>
  ({
    units: 100,
    filled: 90,
    split: 10,
    late: 5,
    parcels: 60,
    total_cost: 5000,
    distance_km: 100,
    by_location: [],
    ...over,
  }) as RoutingSum;

test("a replay says what is better and what is worse", () => {
  const report = {
    decisions: 50,
    defects: 0,
    currency: "EUR",
    history: sum({}),
    variants: [],
  } as unknown as RoutingReport;
  const all = measures(report);
  const find = (name: string) => all.find((one) => one.name === name)!;
  expect(find("Cost per decision").said(report.history)).toBe("€ 1.00");
  expect(compare(find("Cost per decision"), report.history, sum({ total_cost: 4500 }))).toEqual({
    down: true,
    good: true,
    words: "€ 0.10",
  });
  expect(compare(find("Split orders"), report.history, sum({ split: 15 }))).toMatchObject({
    down: false,
    good: false,
    words: "10 pt",
  });
  expect(compare(find("Promise kept"), report.history, sum({ late: 0 }))).toMatchObject({
    down: false,
    good: true,
  });
  expect(compare(find("Units filled"), report.history, sum({}))).toBeNull();
  expect(measures({ ...report, currency: "" }).some(({ name }) => name === "Cost per decision")).toBe(false);
});

test("the fullest day is a share of what the location takes", () => {
  const load = {
    location: "BER",
    orders: 30,
    units: 60,
    peak_at: null,
    peak_orders: 9,
    peak_units: 30,
    order_limit: 10,
    unit_limit: 20,
    days_over: 2,
  };
  expect(peakOf(sum({ by_location: [load] }), "BER")).toEqual({
    words: "30 orders",
    peak: "fullest day 150 %",
    over: 2,
  });
  expect(peakOf(sum({}), "BER")).toEqual({ words: "Nothing", over: 0 });
});

test("only a clean replay lets a version go live without a reason", () => {
  expect(guardOf({ replay_id: "rpl_1", defects: 0 }, false).needs).toBe("nothing");
  expect(guardOf({ replay_id: "rpl_1", defects: 2 }, true)).toEqual({
    needs: "reason",
    override: "despite_defects",
    says: "defects",
  });
  expect(guardOf({ replay_id: "rpl_1", defects: 2 }, false).needs).toBe("owner");
  expect(guardOf({ replay_id: "", defects: 0 }, true).override).toBe("untested");
});

test("the map shows every place, never nearer than its coast is true", () => {
  const berlin = { latitude: 52.5, longitude: 13.4 };
  const near = frameOf([berlin]);
  expect(near.width).toBe(24);
  expect(near.x).toBeLessThan(193.4);
  const far = frameOf([berlin, { latitude: 40.7, longitude: -74 }]);
  expect(far.x).toBeLessThan(106);
  expect(far.x + far.width).toBeGreaterThan(193.4);
  expect(arc(berlin, berlin)).not.toContain("NaN");
});

test("versions differ in words", () => {
  const rule: RoutingRule = { name: "r", when: {}, then: { action: "never_split" } };
  expect(
    changeWords(
      { kind: "changed", rule: "r", from: rule, to: { ...rule, off: true }, parts: ["off"] },
      "EUR",
    ),
  ).toEqual({
    title: "Changed: r (switched off)",
  });
  expect(changeWords({ kind: "added", rule: "r", to: rule }, "EUR").after).toBe(
    "Always: one location sends everything, or units wait.",
  );
  expect(fieldWords({ field: "split", before: 500, after: 650 }, "EUR")).toBe(
    "Each further location: € 5.00 → € 6.50",
  );
  expect(fieldWords({ field: "handling", before: { parcel: 100 }, after: null }, "EUR")).toBe(
    "Work at a location: Each parcel € 1.00 → –",
  );
});

test("one's own period holds its last day", () => {
  const { from, to } = spanOf("own", new Date(), "2026-11-01", "2026-11-02");
  expect(new Date(to!).getTime() - new Date(from!).getTime()).toBe(2 * 24 * 3_600_000);
  expect(spanOf("last", new Date())).toEqual({ last: 1000 });
});
