import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, once, Watched, widths } from "./browser";
import { everything } from "./everything";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const hostile: Record<string, string> = {
  scripts: `<img src=x onerror="window.hit=1"><script>window.hit=1</script>"'>{{7*7}}</title>javascript:alert(1)`,
  // An override that is never ended would turn what stands beside it around.
  "right to left": "\u202eשלום عالم abc \u2067evil",
  "200 characters": "W".repeat(200),
  "emoji, zero-width and control characters":
    "👩‍👩‍👧‍👦🏳️‍🌈 e\u0301\u0302\u0303\u0304\u0305 a\u200bb\u200d\u2060\ufeffc\u0007\u001b[31m\t\u0085\u2028d",
};

/** The pages that show what all of them wrote. */
const lists = [
  "/",
  "/exceptions",
  "/channels",
  "/stock/rules",
  "/purchasing/suppliers",
  "/orders/bulk",
  "/routing/versions",
  "/settings/locations",
  "/settings/transit",
  "/settings/users",
  "/settings/tokens",
  "/settings/webhooks",
  "/settings/audit",
];

/** Texts with a right-to-left override that could turn their neighbors around: not alone in their line, not isolated. */
const leaks = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.nodeValue?.includes("\u202e") || node.parentElement?.closest("script, option, textarea"))
        continue;
      let around = node.parentElement;
      const style = (element: Element) => getComputedStyle(element);
      while (around && style(around).display === "inline" && style(around).unicodeBidi !== "isolate")
        around = around.parentElement;
      const alone = around?.textContent?.trim() === node.nodeValue.trim();
      if (around && !alone) found.push(around.outerHTML.slice(0, 200));
    }
    return found;
  });

async function wrongOn(watched: Watched, path: string): Promise<string[]> {
  const { page } = watched;
  const wrong: string[] = [];
  const before = watched.faults.length;
  await watched.goto(path);
  await page.waitForSelector("main h1");
  await watched.loaded();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const over = await watched.overflow();
    if (over > 0) {
      wrong.push(`${path} at ${width}: ${over} pixels too wide`);
      await watched.picture(`wide-${width}-${path.replace(/\W+/g, "-").slice(0, 24)}`);
    }
  }
  if (await page.evaluate(() => "hit" in window || document.querySelector("[src=x], main script") !== null))
    wrong.push(`${path}: a text became a part of the page`);
  wrong.push(...watched.faults.slice(before).map((fault) => `${path}: ${fault}`));
  return [...wrong, ...(await leaks(page)).map((html) => `${path}: turns its neighbors around: ${html}`)];
}

test.each(Object.keys(hostile))("%s stay inert and break no page", { timeout: 240_000 }, async (kind) => {
  const { pages, lists: narrowed } = await everything(hostile[kind]!);
  if (once) return; // a page is drawn alike whatever database is below
  const watched = await Watched.open(browser);
  const wrong: string[] = [];
  for (const path of [...Object.values(pages), ...narrowed, ...lists])
    wrong.push(...(await wrongOn(watched, path)));
  expect(wrong).toEqual([]);
  await watched.close();
});

/** Texts that are no words of people: codes, times, references to something else, what only the server reads. */
const codes =
  /^(sku|skus|country_code|country|countries|email|external_id|events|filter|from|to|ids|locations|order|owner|password|current|new|token|scopes|services|service|shipping_method|skus|time|timezone|url|zone|date|hold_for|id|categories|customer_tags)$/;

/** What is written by hand in one place only, or shown nowhere but in the studio's own draft. */
const elsewhere = ["promises", "routing", "session", "setup"];

test("every field of the API that takes words is written into", async () => {
  const { written } = await everything("Words");
  const wanted = new Set(wordFields());
  expect([...wanted].filter((field) => !written.has(field)).toSorted()).toEqual([]);
});

type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  $ref?: string;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  maxLength?: number;
};

/** The fields of the API that take words, as noun and field, from its document. */
function wordFields(): string[] {
  const file = fileURLToPath(new URL("../openapi.json", import.meta.url));
  const document = JSON.parse(readFileSync(file, "utf8")) as {
    paths: Record<string, Record<string, { requestBody?: { content?: Record<string, { schema: Schema }> } }>>;
    components: { schemas: Record<string, Schema> };
  };
  const fields: string[] = [];
  const walk = (noun: string, schema: Schema, name: string) => {
    const known = schema.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)!]! : schema;
    for (const [key, inner] of Object.entries(known.properties ?? {})) walk(noun, inner, key);
    if (known.items) walk(noun, known.items, name);
    const isText = [known.type].flat().includes("string") && !known.enum && !known.format && !known.pattern;
    if (isText && (known.maxLength ?? Infinity) > 64 && !codes.test(name)) fields.push(`${noun} ${name}`);
  };
  for (const [path, operations] of Object.entries(document.paths)) {
    const noun = path.split("/")[3]!;
    for (const { requestBody } of Object.values(operations)) {
      const schema = requestBody?.content?.["application/json"]?.schema;
      if (schema && !elsewhere.includes(noun)) walk(noun, schema, "");
    }
  }
  return fields;
}
