import { expect, test } from "vitest";
import { namesOf, serialsOf, shelfLife } from "./lot";

test("how long a lot may be sold", () => {
  expect(shelfLife({ days_left: null, past: false })).toBeUndefined();
  expect(shelfLife({ days_left: -1, past: true })?.value).toBe("past");
  expect(shelfLife({ days_left: 0, past: false })?.value).toBe("soon");
  expect(shelfLife({ days_left: 30, past: false })?.value).toBe("soon");
  expect(shelfLife({ days_left: 31, past: false })?.value).toBe("good");
});

test("serial numbers are what stands between spaces and commas", () => {
  expect(serialsOf(" S1\nS2, S3;;S4\t")).toEqual(["S1", "S2", "S3", "S4"]);
  expect(serialsOf("")).toEqual([]);
});

test("a form names what it has", () => {
  const form = new FormData();
  form.set("lot", " L-1 ");
  form.set("serials", "");
  expect(namesOf(form)).toEqual({ lot: "L-1", expires_on: undefined, serials: undefined });
});
