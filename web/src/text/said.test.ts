import { describe, expect, test } from "vitest";
import type { Said } from "../api/types";
import { loadTexts } from ".";
import { say } from "./said";

await loadTexts();

const count = (number: number) => ({ count: { number } });

describe("what the server says", () => {
  test("numbers, money, days and lists are in the reader's formats", () => {
    const says: Said[] = [
      { code: "unfillable", facts: { ...count(1200), skus: { list: ["TEE", "MUG"], more: 3 } } },
      { code: "refund_due", facts: { amount: { amount: "1234.50", currency: "EUR" } } },
      {
        code: "promise_late.none",
        facts: { ...count(1), sku: { text: "TEE" }, promised: { day: "2026-11-21" } },
      },
    ];
    expect(say(says, "").text).toBe(
      "1,200 units have no stock at any location: TEE, MUG and 3 more. " +
        "The buyer has paid € 1,234.50 more than is owed: refund it. " +
        "1 unit of TEE promised for Nov 21, 2026: no receipt covers it any more.",
    );
  });

  test("a word is a sentence of its own", () => {
    const says = [{ code: "late_change.order", facts: { lifecycle: { word: "word.canceled" } } }];
    expect(say(says, "")).toEqual({ text: "The order is canceled.", lang: undefined });
  });

  test("what this version doesn't know is said in English, whole", () => {
    const says = [{ code: "unfillable.waits" }, { code: "of_a_later_version" }];
    expect(say(says, "As the server wrote it.")).toEqual({ text: "As the server wrote it.", lang: "en" });
    expect(say([], "As before.")).toEqual({ text: "As before.", lang: "en" });
  });
});
