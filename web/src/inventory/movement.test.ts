import { expect, test } from "vitest";
import { queryOf } from "./movement";

test("days are whole days of the reader", () => {
  const { from, to, reason } = queryOf({ from: "2026-11-20", to: "2026-11-20", reason: "lost" });
  expect(reason).toBe("lost");
  expect(new Date(from!).getHours()).toBe(0);
  expect(Date.parse(to!) - Date.parse(from!)).toBe(24 * 60 * 60 * 1000);
});

test("what is no day asks for nothing", () =>
  expect(queryOf({ from: "yesterday", to: "2026-99-99" })).toEqual({ from: undefined, to: undefined }));
