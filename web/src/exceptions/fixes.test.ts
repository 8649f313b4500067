import { expect, test } from "vitest";
import { loadTexts } from "../text";
import { fixOf, refusalIn } from "./fixes";

await loadTexts();

const suggested = (operation: string, body = {}) =>
  fixOf({ label: "", says: { code: "" }, operation, method: "POST", path: "", permission: "", body });

test("what can't be taken back asks once more and says how much it is about", () => {
  const fix = suggested("cancel-order", {
    lines: [
      { line: 1, quantity: 2 },
      { line: 3, quantity: 1 },
    ],
  });
  expect(fix.final).toBe(true);
  expect(fix.what).toContain("3 units");
  expect(suggested("cancel-order").what).toContain("whole order");
});

test("what is sent stands in the sentence", () => {
  const { what, final } = suggested("create-listing", { channel: "web", sku: "TEE", external_sku: "T-1" });
  expect(what).toContain("T-1");
  expect(what).toContain("TEE");
  expect(final).toBe(false);
});

test("a call that a later server suggests can be made, too", () => {
  expect(suggested("repair-everything")).toEqual({
    verb: "Do it",
    what: "Done at once; the result is shown here.",
    final: false,
  });
});

test("a connection that doesn't work is no success", () => {
  expect(refusalIn({ ok: false, message: "the token was revoked" })).toBe("the token was revoked");
  expect(refusalIn({ ok: true, message: "" })).toBeUndefined();
  expect(refusalIn(undefined)).toBeUndefined();
});
