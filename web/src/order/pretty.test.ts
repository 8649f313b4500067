import { expect, test } from "vitest";
import { pretty } from "./pretty";

test.each(["[]", "{}", '{"a":[],"b":{"c":[1,2,{"d":null}]}}', '"a, b: [c]"', String.raw`{"q":"\"}\\"}`, "7"])(
  "%s is written as JSON.stringify does",
  (body) => expect(pretty(body)).toBe(JSON.stringify(JSON.parse(body), null, 2)),
);

test("no digit is lost", () => {
  expect(pretty('{"id":12345678901234567890,"price":1.10}')).toBe(
    '{\n  "id": 12345678901234567890,\n  "price": 1.10\n}',
  );
});

test("what is no JSON stays as it came", () => expect(pretty("<order/>")).toBe("<order/>"));
