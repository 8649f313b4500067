import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../src/routes");

/** A route of the control room. */
export type Declared = {
  pattern: string;
  /** Whether its address holds more than its place: a filter, say. */
  keeps: boolean;
};

/** Every route of the control room, read from where they are declared. */
export function routes(): Declared[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => routesIn(readFileSync(join(folder, name), "utf8")))
    .toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1));
}

/** Those of one file; a route with others below it is the frame of theirs. */
function routesIn(code: string): Declared[] {
  const declared = [...code.matchAll(/const (\w+) = createRoute\(\{([^]*?)\}\);\n/g)].map(
    ([, name, body]) => ({
      name: name!,
      parent: /getParentRoute: \(\) => (\w+)/.exec(body!)![1]!,
      path: /path: "([^"]*)"/.exec(body!)?.[1] ?? "",
      keeps: body!.includes("validateSearch"),
    }),
  );
  const whole = ({ parent, path }: (typeof declared)[number]): string => {
    const above = declared.find(({ name }) => name === parent);
    return (above ? whole(above) : "") + path;
  };
  return declared
    .filter(({ name }) => !declared.some(({ parent }) => parent === name))
    .map((route) => ({ pattern: whole(route).replace(/(.)\/$/, "$1"), keeps: route.keeps }))
    .filter(({ pattern }) => pattern !== "");
}
