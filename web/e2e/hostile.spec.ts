import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched, widths } from "./browser";
import { post, word } from "./shop";

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

type Path = string;

/** The beginning of a text, for fields that take less. */
const short = (text: string, length: number) => [...text].slice(0, length).join("");

/** Writes a text into every field that takes one; answers the pages that show it. */
async function everywhere(text: string): Promise<Path[]> {
  const name = word();
  const [location, channel, sku] = [`L-${name}`, `c-${name.toLowerCase()}`, `S-${name}`];
  const address = {
    name: text,
    company: text,
    address1: text,
    address2: text,
    city: text,
    region: short(text, 100),
  };
  const at = { ...address, postal_code: "10115", country_code: "DE" };
  const email = `${name.toLowerCase()}@example.com`;
  const place = await post<{ id: string }>("/locations", { code: location, name: text, address: at });
  await post("/channels", { code: channel, name: text, currency: "EUR" });
  await post("/skus", { code: sku, title: text, category: text });
  await post("/stock/movements", { sku, location, quantity: 5, reason: "received", note: text });
  const customer = await post<{ id: string }>("/customers", { email, name: text, note: text });
  await post(`/customers/${customer.id}/notes`, { text });
  const ordered = (quantity: number) =>
    post<{ id: string; number: string }>("/orders", {
      channel,
      external_id: short(`${quantity} ${text}`, 150),
      customer: { name: text, email },
      shipping_address: at,
      lines: [{ sku, quantity, unit_price: "29.00", title: text }],
      note: text,
      tags: [short(text, 50)],
      shipping_method: text,
      attributes: { gift: text },
      payment: { status: "paid", method: short(text, 50) },
    });
  const order = await ordered(2);
  await post(`/orders/${order.id}/hold`, { reason: "manual", note: text });
  const missing = await ordered(99); // an exception
  await post("/views", {
    page: "orders",
    name: `${name} ${short(text, 16)}`,
    filter: `channel:${channel}`,
  });
  return [
    `/orders?q=${order.number}`,
    `/orders/${order.id}`,
    `/orders/${missing.id}`,
    `/fulfillment?location=${location}`,
    `/fulfillment/station?location=${location}`,
    `/inventory?q=${sku}`,
    `/inventory/${sku}`,
    `/inventory?q=${sku}&open=${sku}`,
    `/stock/movements?sku=${sku}`,
    `/catalog?q=${sku}`,
    `/catalog/${sku}`,
    `/customers?q=${email}`,
    `/customers/${customer.id}`,
    `/channels/${channel}`,
    `/settings/locations/${place.id}`,
  ];
}

/** The pages that show what all of them wrote. */
const lists = ["/", "/orders", "/exceptions", "/channels", "/settings/locations", "/settings/audit"];

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

async function wrongOn(watched: Watched, path: Path): Promise<string[]> {
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

test.each(Object.keys(hostile))("%s stay inert and break no page", { timeout: 180_000 }, async (kind) => {
  const text = hostile[kind]!;
  const watched = await Watched.open(browser);
  const wrong: string[] = [];
  for (const path of [...(await everywhere(text)), ...lists]) wrong.push(...(await wrongOn(watched, path)));
  expect(wrong).toEqual([]);
  await watched.close();
});
