import { expect, test } from "vitest";
import type { FilterKey } from "../api/types";
import { completionsOf } from "./completions";

const key = (name: string, kind: FilterKey["kind"], values: string[] = []): FilterKey => ({
  key: name,
  kind,
  doc: "",
  values,
  example: "",
});
const keys = [
  key("status", "choice", ["open", "on_hold"]),
  key("stage", "choice", ["new"]),
  key("tag", "code", ["gift, wrapped"]),
  key("placed", "instant"),
];
const texts = (typed: string) => completionsOf(typed, keys).map(({ text }) => text);

test("keys are proposed, also turned around and behind other terms", () => {
  expect(texts("st")).toEqual(["status:", "stage:"]);
  expect(texts("-ta")).toEqual(["-tag:"]);
  expect(texts("tag:vip sta")).toEqual(["tag:vip status:", "tag:vip stage:"]);
});

test("then values, also the second of several", () => {
  expect(texts("status:o")).toEqual(["status:open", "status:on_hold"]);
  expect(texts("status:open,on")).toEqual(["status:open,on_hold"]);
  expect(texts("tag:g")).toEqual(['tag:"gift, wrapped"']);
});

test("instants are proposed as they are compared", () => {
  expect(texts("placed:<n")).toEqual(["placed:<now"]);
});

test("nothing is proposed for what is no key", () => {
  expect(texts("nokey:a")).toEqual([]);
});
