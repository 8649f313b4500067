import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { en } from "./en";
import { first } from "./en/first";

const src = join(process.cwd(), "src");

/** The modules that a first visit runs: what main.tsx imports, and what that imports, at once. */
function firstModules(): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, name] of readFileSync(file, "utf8").matchAll(
      /^(?:import|export)\s(?!type\b)[^;]*?from "(\.[^"]+)"/gm,
    )) {
      const path = join(dirname(file), name!);
      const module = [".ts", ".tsx", "/index.ts"].map((end) => path + end).find((each) => existsSync(each));
      if (module) visit(module);
    }
  };
  visit(join(src, "main.tsx"));
  return [...found].filter((file) => !relative(src, file).startsWith("text/"));
}

// Texts that a first visit doesn't draw come later; what it does draw must be
// there at once.
test("what a first visit draws has its texts", () => {
  const missing: string[] = [];
  const later = Object.keys(en).filter((key) => !(key in first));
  for (const file of firstModules()) {
    const code = readFileSync(file, "utf8");
    for (const [, key] of code.matchAll(/"([a-zA-Z]+\.[\w.]+)"/g)) {
      if (later.includes(key!)) missing.push(`${relative(src, file)}: ${key}`);
    }
    for (const [, begin] of code.matchAll(/`([a-zA-Z]+\.[\w.]*)\$\{/g)) {
      for (const key of later) if (key.startsWith(begin!)) missing.push(`${relative(src, file)}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
});
