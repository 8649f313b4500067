import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { address, launch, Watched } from "./browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function firstOrder(): Promise<{ id: string; number: string }> {
  const answer = await fetch(`${address}/api/v1/orders?limit=1`);
  const { items } = (await answer.json()) as { items: { id: string; number: string | number }[] };
  return { id: items[0]!.id, number: String(items[0]!.number) };
}

test("an order that is not there is said", async () => {
  const watched = await Watched.open(browser);
  await watched.goto("/orders/ord_none");
  await watched.page.locator("main h1").waitFor();
  expect(await watched.look("no-order")).toEqual([]);
  // The browser itself writes the 404 to the console.
  expect(watched.faults.filter((fault) => !fault.includes("404"))).toEqual([]);
  await watched.close();
});

test("Home tells what happens, and its figures open their lists", async () => {
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto("/");
  const events = page.getByRole("list").filter({ has: page.locator("time") });
  await events.first().waitFor({ timeout: 45_000 });
  await events
    .getByRole("link", { name: /^\d{6}$/ })
    .first()
    .waitFor();
  const placed = page.getByRole("link", { name: /^Allocated: / });
  await placed.click();
  await page.getByTitle("Change stage:allocated").waitFor();
  await page.getByText(/^[0-9,]+ of [0-9,]+ orders$/).waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a search leads to the order, and back restores the list", async () => {
  const { number } = await firstOrder();
  const beginning = number.slice(0, -1); // the whole number would open the order at once
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto("/");
  await page.locator("main h1").waitFor();
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Search" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type(beginning);
  await page.keyboard.press("Enter");
  const term = page.getByTitle(`Change ${beginning}`);
  await term.waitFor();
  await page.getByRole("link", { name: number, exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: `Order ${number}` }).waitFor();
  await page.goBack();
  await term.waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
