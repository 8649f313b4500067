import { expect, test } from "vitest";
import type { Return } from "../api/types";
import { verbsOf } from "./verbs";

const one = (status: Return["status"], open = 1) => ({ status, lines: [{ open }] }) as Return;
const all = () => true;

test("the next step comes first", () => {
  expect(verbsOf(one("requested"), all)).toEqual(["approve", "receive", "keep", "decline"]);
  expect(verbsOf(one("approved"), all)).toEqual(["receive", "send", "keep", "cancel"]);
  expect(verbsOf(one("received"), all)).toEqual(["receive"]);
  expect(verbsOf(one("received", 0), all)).toEqual([]);
  expect(verbsOf(one("closed", 0), all)).toEqual([]);
});

test("who works at the desk does not decide what may come back", () =>
  expect(verbsOf(one("requested"), (permission) => permission === "returns.work")).toEqual(["receive"]));
