import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The rows of the table of jobs: its name, then the tests that do it. */
const rows = [...readFileSync("e2e/README.md", "utf8").matchAll(/^\| (.*) \|$/gm)]
  .map(([, row]) => row!.split("|").map((cell) => cell.trim()))
  .filter(([job]) => job !== "Job" && !job!.startsWith("-"));

const column = (at: number) => rows.map((row) => row[at] ?? "").filter(Boolean);

test("twenty jobs are done with the mouse, ten with the keyboard alone", () => {
  expect(column(1).length).toBeGreaterThanOrEqual(20);
  expect(column(2).length).toBeGreaterThanOrEqual(10);
});

test.each([...column(1), ...column(2)])("%s", (cell) => {
  const [, spec, name] = /^(\w+): (.+)$/.exec(cell)!;
  expect(readFileSync(`e2e/${spec}.spec.ts`, "utf8")).toContain(`test("${name}"`);
});
