import { expect, test } from "vitest";
import { faultyTerm, filterOf, joined, partsOf, quoted, termsOf, without } from "./filter";

test("terms are parted by spaces outside quotes", () => {
  const filter = ' status:open  tag:"gift, \\" wrapped" -channel:web "ada l';
  expect(termsOf(filter).map(({ text }) => text)).toEqual([
    "status:open",
    'tag:"gift, \\" wrapped"',
    "-channel:web",
    '"ada l',
  ]);
  expect(termsOf(filter)[0]!.at).toBe(1);
});

test("a term goes, and what is said twice is said once", () => {
  expect(without("a b c", 1)).toBe("a c");
  expect(joined("stage:new tag:a", "tag:a tag:b")).toBe("stage:new tag:a tag:b");
});

test("a term has its parts", () => {
  expect(partsOf("-tag:a:b")).toEqual({ not: true, key: "tag", value: "a:b" });
  expect(partsOf('"x:y"')).toEqual({ not: false, key: "", value: '"x:y"' });
});

test("what would be read as something else is quoted", () => {
  expect(quoted("ada@example.com")).toBe("ada@example.com");
  expect(quoted("-5")).toBe('"-5"');
  expect(quoted('a "b"')).toBe('"a \\"b\\""');
});

test("an error points at its term", () => {
  expect(faultyTerm("status:open foo:bar", 'at character 13, "foo:": no such key')).toBe(1);
  expect(faultyTerm("status:open", "something else")).toBe(-1);
});

test("links of any age become a filter", () => {
  expect(filterOf({ stage: "shipped", held: "true", placed_from: "2026-10-23T00:00:00Z" })).toBe(
    "stage:shipped hold:any placed:>=2026-10-23T00:00:00Z",
  );
  expect(filterOf({ q: "#1001 ada", filter: "tag:vip" })).toBe("#1001 ada tag:vip");
  expect(filterOf({ payment_status: "paid", held: "false" })).toBe("payment:paid -hold:any");
});
