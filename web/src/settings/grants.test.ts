import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { grants, roles } from "./grants";

test("the roles page says what docs/roles.md says", () => {
  const table = readFileSync("../docs/roles.md", "utf8");
  const rows = [...table.matchAll(/^\| `([a-z.]+)` \|[^|]*\|(.*)\|$/gm)].map(([, permission, marks = ""]) => [
    permission,
    marks.split("|").flatMap((mark, at) => (mark.trim() ? [roles[at]] : [])),
  ]);
  expect(grants).toEqual(Object.fromEntries(rows));
});
