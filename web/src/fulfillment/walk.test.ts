import { expect, test } from "vitest";
import type { Wave, WaveStop } from "../api/types";
import { add, newSession, readCode } from "./session";
import { fitting, leftAt, shorts, walkItems, walkStops } from "./walk";

const tote = (n: number, line: number, to_pick: number) => ({
  tote: n,
  fulfillment_order_id: `ful_${n}`,
  number: `100${n}-1`,
  line,
  units: 2,
  to_pick,
});
const stop = (sku: string, totes: WaveStop["totes"]): WaveStop => ({
  sku,
  title: `The ${sku}`,
  barcode: "",
  tracking: "none",
  units: 4,
  to_pick: 3,
  lots: [],
  shelf: [],
  totes,
});
const wave = (...stops: WaveStop[]) => ({ stops }) as unknown as Wave;
const full = wave(stop("A", [tote(1, 1, 2), tote(2, 1, 1), tote(3, 1, 0)]), stop("B", [tote(2, 2, 0)]));

test("a walk stops where something is still to be picked", () => {
  const stops = walkStops(full);
  expect(stops.map((one) => [one.stop.sku, one.lines.map((line) => line.tote)])).toEqual([["A", [1, 2]]]);
  expect(leftAt(newSession("walk"), stops[0]!)).toBe(3);
});

test("scans fill the first totes, what is short is taken off the last", () => {
  const [at] = walkStops(full);
  let session = newSession("walk");
  const read = readCode(session, at!.lines, "a");
  session = add(session, { line: (read as { line: { line: number } }).line.line, units: 1 });
  session = shorts(session, at!, 2, "missing").reduce(add, session);
  expect(leftAt(session, at!)).toBe(0);
  expect(walkItems(session, at!.lines)).toEqual([
    { fulfillment_order: "ful_1", line: 1, quantity: 1, short: 1, reason: "missing" },
    { fulfillment_order: "ful_2", line: 1, quantity: 0, short: 1, reason: "missing" },
  ]);
});

test("scans for a tote that left the wave, or that somebody else filled, are dropped and no others", () => {
  const before = walkStops(full).flatMap(({ lines }) => lines);
  const session = before.reduce((now, { line }) => add(now, { line, units: 1 }), newSession("walk"));
  expect(fitting(session, before)).toBe(session);
  const left = walkStops(wave(stop("A", [tote(2, 1, 1)]))).flatMap(({ lines }) => lines);
  expect(fitting(session, left).deeds.map(({ line }) => line)).toEqual([left[0]!.line]);
});
