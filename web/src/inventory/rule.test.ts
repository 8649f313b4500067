import { expect, test } from "vitest";
import { bodyOf } from "./rule";

function form(entries: Record<string, string>): FormData {
  const out = new FormData();
  for (const [name, value] of Object.entries(entries)) out.set(name, value);
  return out;
}

test("says only what the kind has a use for", () => {
  const filled = form({
    name: " Portal ",
    channel: "b2b",
    sku: "A",
    quantity: "3",
    location: "BER",
    risk: "1",
    active: "on",
  });
  expect(bodyOf("ring_fence", filled, ["BER"])).toEqual({
    name: "Portal",
    active: true,
    channel: "b2b",
    sku: "A",
    category: "",
    quantity: 3,
  });
  expect(bodyOf("locations", filled, ["BER"])).toEqual({
    name: "Portal",
    active: true,
    channel: "b2b",
    locations: ["BER"],
  });
});

test("keeps a percentage as parts of ten thousand", () => {
  expect(bodyOf("oversell_risk", form({ name: "r", risk: "0.29" }), [])).toMatchObject({
    risk: 29,
    active: false,
  });
});
