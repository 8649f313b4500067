import { describe, expect, test } from "vitest";
import { refused as german } from "./de/refused";
import { refused as english } from "./en/refused.gen";
import { retold } from "./refusals";

const forms = (entry: string | { one: string; other: string }) =>
  typeof entry === "string" ? [entry] : [entry.one, entry.other];
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]!);

describe("refusals in German", () => {
  test("there is one for each that the server can send", () =>
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort()));

  test.each(Object.entries(german))("%s has words, and only places that English has", (code, entry) => {
    const places = holes(english[code as keyof typeof english]);
    for (const text of forms(entry)) {
      expect(text.trim()).not.toBe("");
      for (const hole of holes(text)) expect(places).toContain(hole);
    }
  });
});

test("an answer is told anew where there are words, and stays as it is elsewhere", async () => {
  const answer = {
    detail: "the input is not valid",
    says: { code: "refused.the_input_is_not_valid" },
    errors: [
      {
        field: "lines[0].quantity",
        message: "must be 1 to 1000000",
        says: { code: "refused.must_be_1_to_x", facts: { count: { number: 1000000 } } },
      },
      { field: "sku", message: "of a later server", says: { code: "refused.of_a_later_server" } },
    ],
    items: [{ reason: "it is so already" }],
  };
  expect(await retold(answer)).toEqual({
    ...answer,
    detail: "Die Angaben sind nicht gültig",
    errors: [{ ...answer.errors[0], message: "muss 1 bis 1,000,000 sein" }, answer.errors[1]],
  });
});
