import { expect, test } from "vitest";
import { nothing, selected, type Select } from "./selection";

const shown = ["a", "b", "c", "d"];
const after = (...acts: Select[]) => acts.reduce((at, act) => selected(at, act, shown, "x"), nothing("x"));
const ids = (...acts: Select[]) => [...after(...acts).ids].sort().join("");

test("rows are toggled", () => {
  expect(ids({ do: "toggle", id: "b" }, { do: "toggle", id: "c" }, { do: "toggle", id: "b" })).toBe("c");
});
test("a range goes from the last one, either way", () => {
  expect(ids({ do: "toggle", id: "d" }, { do: "range", id: "b" })).toBe("bcd");
  expect(ids({ do: "range", id: "b" })).toBe("b");
});
test("all are all, until one is left out", () => {
  expect(after({ do: "all" }).all).toBe(true);
  const left = after({ do: "all" }, { do: "toggle", id: "b" });
  expect(left.all).toBe(false);
  expect([...left.ids]).toEqual(["a", "c", "d"]);
});
test("another filter begins with none", () => {
  const before = after({ do: "all" });
  expect(selected(before, { do: "toggle", id: "a" }, shown, "y")).toEqual({
    under: "y",
    ids: new Set(["a"]),
    all: false,
    anchor: "a",
  });
});
