import { expect, test } from "vitest";
import { snoozeChoices } from "./snooze";

const at = (day: number, hours: number) => new Date(2026, 10, day, hours);

test("in hours, tomorrow morning and on Monday morning", () => {
  const choices = snoozeChoices(at(20, 15)); // a Friday
  expect(choices.map(({ name, at }) => [name, at])).toEqual([
    ["hour", at(20, 16)],
    ["hours", at(20, 19)],
    ["tomorrow", at(21, 8)],
    ["monday", at(23, 8)],
  ]);
});

test("on a Sunday, Monday is tomorrow; on a Monday it is in a week", () => {
  expect(snoozeChoices(at(22, 9)).map(({ name }) => name)).not.toContain("monday");
  expect(snoozeChoices(at(23, 9)).at(-1)!.at).toEqual(at(30, 8));
});
