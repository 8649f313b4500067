import { expect, test } from "vitest";
import { codeOf } from "./code";

test("a code is made from a name", () => {
  expect(codeOf("Web shop")).toBe("web-shop");
  expect(codeOf("  Café, Berlin (2) ")).toBe("cafe-berlin-2");
  expect(codeOf("店舗")).toBe("shop");
  expect(codeOf("a".repeat(100))).toHaveLength(64);
});
