import { describe, expect, test } from "vitest";
import { de } from "./de";
import { en } from "./en";
import type { Plural } from "./translated";

const forms = (entry: string | Plural) => (typeof entry === "string" ? { other: entry } : entry);

// The plural "one" may leave its number out; every other hole is filled or shown as it stands.
const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]!))].sort();

const english: Record<string, string | Plural> = en;
const german: Record<string, string | Plural> = de;

describe("German", () => {
  test("has exactly the keys of English", () =>
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort()));

  test.each(Object.keys(english))("%s has the forms and holes of English", (key) => {
    const [ours, theirs] = [forms(english[key]!), forms(german[key]!)];
    expect(Object.keys(theirs).sort()).toEqual(Object.keys(ours).sort());
    expect(holes(theirs.other)).toEqual(holes(ours.other));
    for (const form of Object.values(theirs)) expect(form.trim()).not.toBe("");
  });
});
