import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { post, shop } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test("units are found, received and counted from their cell", async () => {
  const { sku, location } = await shop();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto("/inventory");
  await page.getByRole("searchbox", { name: "SKU, name, barcode" }).fill(sku);
  await page.waitForURL(`**/inventory?q=${sku}`);
  const cell = page.locator(`td[data-column="@${location}"]`).getByRole("button");
  await expect.poll(() => cell.innerText()).toBe("8");
  await cell.click();
  await page.getByRole("heading", { name: `From on hand to available at ${location}` }).waitFor();
  expect(new URL(page.url()).searchParams.get("column")).toBe(`@${location}`);

  await page.getByRole("button", { name: "Receive", exact: true }).click();
  const receive = page.getByRole("form", { name: `Receive ${sku}` });
  expect(await receive.getByLabel("Location").inputValue()).toBe(location);
  await receive.getByLabel("Units").fill("5");
  expect(await watched.look("inventory-receive")).toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => cell.innerText()).toBe("13");

  await page.getByRole("button", { name: "Count", exact: true }).click();
  await page
    .getByRole("form", { name: `Count ${sku}` })
    .getByLabel("Units counted")
    .fill("12");
  await page.keyboard.press("Enter");
  await expect.poll(() => cell.innerText()).toBe("10");
  await page.getByLabel("Figure shown").selectOption("on_hand");
  await expect.poll(() => cell.innerText()).toBe("12");

  const href = await page.getByRole("link", { name: "Export" }).getAttribute("href");
  const file = await fetch(new URL(href!, page.url()));
  expect(await file.text()).toContain(`${sku},`);
  await page.reload();
  await expect.poll(() => cell.innerText()).toBe("12");
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("by keyboard alone a figure is found, explained and adjusted", async () => {
  const { sku, location } = await shop();
  const watched = await Watched.open(browser);
  const { page } = watched;
  const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
  await watched.goto(`/inventory?q=${sku}&location=${location}`);
  await page.getByRole("link", { name: sku, exact: true }).waitFor();
  await page.keyboard.press("j");
  await focused('[data-cell="0 0"]');
  await page.keyboard.press("ArrowRight");
  await focused('[data-cell="0 1"]');
  await page.keyboard.press("End");
  await focused('[data-cell="0 4"]');
  await page.keyboard.press("Enter");
  await focused(`[aria-label="${sku} at ${location}"]`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab"); // receive, adjust
  await page.keyboard.press("Enter");
  await focused('select[name="location"]');
  await page.keyboard.press("Tab");
  await page.keyboard.type("-3");
  await page.keyboard.press("Enter");
  const cell = page.locator('[data-cell="0 4"]');
  await expect.poll(() => cell.innerText()).toBe("5");
  await page.getByRole("button", { name: "Adjust", exact: true }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Escape");
  await focused('[data-cell="0 4"]');
  await page.getByRole("heading", { name: /From on hand/ }).waitFor({ state: "detached" });
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a rule holds units for a channel, and the walk names it", async () => {
  const { sku } = await shop();
  const name = sku.slice(2);
  const other = `o-${name.toLowerCase()}`;
  await post("/channels", { code: other, name: `Other ${name}`, currency: "EUR" });
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto("/stock/rules");
  await page.getByRole("button", { name: "Add a rule" }).first().click();
  const form = page.getByRole("form", { name: "Add a rule" });
  await form.getByLabel("Name").fill(`Fence ${name}`);
  await form.getByLabel("Channel").selectOption(other);
  await form.getByLabel("SKU, empty for any").fill(sku);
  await form.getByLabel("Units").fill("3");
  expect(await watched.violations()).toEqual([]);
  await watched.picture("stock-rule-form");
  await form.getByRole("button", { name: "Add a rule" }).click();
  await page.getByRole("cell", { name: `Fence ${name}`, exact: true }).waitFor();

  await watched.goto(`/inventory/${sku}`);
  const channel = page.getByRole("button", { name: new RegExp(`^${name}`) });
  await channel.click();
  await page.getByRole("link", { name: `Fence ${name}` }).waitFor();
  await expect.poll(() => channel.innerText()).toContain("5");
  await watched.picture("sku-fenced");

  await page.getByLabel("At", { exact: true }).fill("2020-01-01T00:00");
  await page.getByRole("table", { name: /Balance at/ }).waitFor();
  expect(await watched.violations()).toEqual([]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});
