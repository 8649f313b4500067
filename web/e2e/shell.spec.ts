import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, once, schemes, widths, Watched } from "./browser";
import { shop } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const path = (watched: Watched) => new URL(watched.page.url()).pathname;

async function open(where = "/"): Promise<Watched> {
  const watched = await Watched.open(browser);
  await watched.goto(where);
  await watched.page.waitForSelector("main h1");
  return watched;
}

const palette = (page: Page) => page.getByRole("combobox", { name: "Commands" });
/** A line of the palette or of the suggestions, by the code that it begins with. */
const option = (page: Page, code: string) => page.getByRole("option", { name: new RegExp(`^${code} `) });
const chosen = (page: Page, code: string) => option(page, code).and(page.locator("[aria-selected=true]"));

async function closeDialog(page: Page) {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

test.skipIf(once)("palette, keys and suggestions at every width", async () => {
  const { order, sku } = await shop();
  const watched = await open("/orders?q=zzzzzz");
  const { page } = watched;
  await page.keyboard.press("Control+k");
  await palette(page).waitFor();
  expect(await watched.look("palette")).toEqual([]);
  await palette(page).fill(sku.slice(0, -1));
  await option(page, sku).waitFor();
  expect(await watched.look("palette-found")).toEqual([]);
  await closeDialog(page);

  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  expect(await watched.look("keys")).toEqual([]);
  await closeDialog(page);

  await page.getByRole("combobox", { name: "Search" }).fill(order.number);
  await option(page, order.number).waitFor();
  expect(await watched.look("suggested")).toEqual([]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test.skipIf(once).each(widths)("the account menu at %i wide", async (width) => {
  for (const scheme of schemes) {
    const watched = await Watched.open(browser, width, scheme);
    const { page } = watched;
    await watched.goto("/settings"); // a small page: the menu is what is looked at
    await page.waitForSelector("main h1");
    if (width < 760) await page.getByRole("button", { name: "Menu" }).click();
    await page.getByTitle("Account and display").filter({ visible: true }).click();
    await page.getByRole("menuitemradio", { name: "Deutsch" }).waitFor();
    await watched.picture(`account-${width}-${scheme}`);
    expect(await watched.violations()).toEqual([]);
    expect(await watched.overflow()).toBeLessThanOrEqual(0);
    expect(watched.faults).toEqual([]);
    await watched.close();
  }
});

test("the palette opens what a code names, and what a name begins", async () => {
  const { order, location } = await shop();
  const watched = await open();
  const { page } = watched;
  await page.keyboard.press("Control+k");
  await palette(page).fill(`#${order.number}`);
  await chosen(page, order.number).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => path(watched)).toBe(`/orders/${order.id}`);

  await page.keyboard.press("Control+k");
  await palette(page).fill(location.slice(0, -1));
  await option(page, location).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await chosen(page, location).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: location.replace("L-", "Yard ") }).waitFor();

  await page.keyboard.press("Control+k");
  await palette(page).fill(`${order.number}-1`);
  await chosen(page, `${order.number}-1`).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => path(watched)).toContain("/fulfillment/station/");
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("the search suggests while typing; arrows choose, Enter opens, Escape leaves", async () => {
  const { sku } = await shop();
  const watched = await open("/exceptions");
  const { page } = watched;
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search" });
  await field.and(page.locator(":focus")).waitFor();
  await page.keyboard.type(sku.slice(0, -1));
  await option(page, sku).waitFor();
  await page.keyboard.press("Escape");
  await option(page, sku).waitFor({ state: "detached" });
  await page.keyboard.type(sku.slice(-1));
  await page.getByRole("group", { name: "Exact match" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await chosen(page, sku).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => path(watched)).toBe(`/inventory/${sku}`);
  await option(page, sku).waitFor({ state: "detached" });
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("g and a letter go to a place, and the palette does so by name", async () => {
  const watched = await open();
  const { page } = watched;
  await page.keyboard.type("go", { delay: 80 });
  await expect.poll(() => path(watched)).toBe("/orders");
  await page.keyboard.press("Control+k");
  await palette(page).fill("exc");
  await page.getByRole("option", { name: /Exceptions/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => path(watched)).toBe("/exceptions");
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("j walks through the orders and Enter opens one", async () => {
  const { order } = await shop();
  const watched = await open(`/orders?q=${order.number}`);
  const { page } = watched;
  await page.getByRole("link", { name: order.number }).waitFor();
  await page.keyboard.press("j");
  await page.getByRole("link", { name: order.number, exact: true }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => path(watched)).toBe(`/orders/${order.id}`);
  await watched.close();
});

test("a scanned barcode opens its SKU on any page", async () => {
  const { sku } = await shop();
  const watched = await open("/exceptions");
  const barcode = sku.slice("S-".length);
  // One event a key, as fast as a scanner: the keyboard of the driver waits for each.
  await watched.page.evaluate((code) => {
    for (const key of [...code, "Enter"]) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
  }, barcode);
  await expect.poll(() => path(watched)).toBe(`/inventory/${sku}`);
  await watched.close();
});

test.skipIf(once)("the language is a choice that lasts", async () => {
  const watched = await open("/orders");
  const { page } = watched;
  await page.getByTitle("Account and display").click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Aufträge", level: 1 }).waitFor();
  expect(await page.getAttribute("html", "lang")).toBe("de");
  await page.reload();
  await page.getByRole("heading", { name: "Aufträge", level: 1 }).waitFor();
  await watched.picture("german");
  expect(await watched.violations()).toEqual([]);
  await watched.close();
});

test.skipIf(once)("comfortable rows are higher, and stay so", async () => {
  const watched = await open("/orders");
  const { page } = watched;
  const row = () => page.locator("tbody tr").first();
  const before = (await row().boundingBox())!.height;
  await page.getByTitle("Account and display").click();
  await page.getByRole("menuitemradio", { name: "Comfortable" }).click();
  await page.reload();
  await row().waitFor();
  expect((await row().boundingBox())!.height).toBeGreaterThan(before);
  await watched.close();
});
