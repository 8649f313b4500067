import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, schemes, Watched, widths } from "./browser";
import { shop } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const path = (watched: Watched) => new URL(watched.page.url()).pathname;

async function open(where = "/"): Promise<Watched> {
  const watched = await Watched.open(browser, 1280, "light");
  await watched.goto(where);
  await watched.page.waitForSelector("main h1");
  return watched;
}

describe.each(widths)("at %i wide", (width) => {
  test.each(schemes)("%s: palette, keys and account menu", async (scheme) => {
    const watched = await Watched.open(browser, width, scheme);
    const { page } = watched;
    await watched.goto("/orders");
    await page.waitForSelector("main h1");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Commands" }).waitFor();
    await watched.picture(`palette-${width}-${scheme}`);
    expect(await watched.violations()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await watched.picture(`keys-${width}-${scheme}`);
    expect(await watched.violations()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    if (width < 760) await page.getByRole("button", { name: "Menu" }).click();
    await page.getByTitle("Account and display").filter({ visible: true }).click();
    await page.getByRole("menuitemradio", { name: "Deutsch" }).waitFor();
    await watched.picture(`account-${width}-${scheme}`);
    expect(await watched.violations()).toEqual([]);
    expect(await watched.overflow()).toBeLessThanOrEqual(0);
    expect(watched.faults).toEqual([]);
    await watched.close();
  });
});

test("g and a letter go to a place, and the palette does so by name", async () => {
  const watched = await open();
  const { page } = watched;
  await page.keyboard.type("go", { delay: 80 });
  await expect.poll(() => path(watched)).toBe("/orders");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Commands" }).fill("exc");
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

test("the language is a choice that lasts", async () => {
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

test("comfortable rows are higher, and stay so", async () => {
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
