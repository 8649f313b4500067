import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, schemes, Watched, widths } from "./browser";
import { post, shop } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(widths)("at %i wide", (width) => {
  test.each(schemes)("%s", async (scheme) => {
    const { sku } = await shop();
    const watched = await Watched.open(browser, width, scheme);
    for (const [name, path] of [
      ["inventory", "/inventory"],
      ["inventory-no-match", "/inventory?q=zzzzzz"],
      ["sku", `/inventory/${sku}`],
      ["stock-rules", "/stock/rules"],
      ["stock-drift", "/stock/drift"],
    ] as const) {
      await watched.goto(path);
      await watched.page.locator("main :is(table tbody tr, h2)").first().waitFor();
      await watched.picture(`${name}-${width}-${scheme}`);
      expect(await watched.violations()).toEqual([]);
      expect(await watched.overflow()).toBeLessThanOrEqual(0);
    }
    expect(watched.faults).toEqual([]);
    await watched.close();
  });
});

test("units are found, received and counted", async () => {
  const { sku } = await shop();
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto("/inventory");
  await page.getByRole("searchbox", { name: "SKU, name, barcode" }).fill(sku);
  await page.waitForURL(`**/inventory?q=${sku}`);
  await page.getByRole("link", { name: sku, exact: true }).click();
  const available = page.locator("td[data-figure=available]");
  await expect.poll(() => available.innerText()).toBe("8");

  const location = `Yard ${sku.slice(2)}`;
  await page.getByRole("button", { name: "Receive", exact: true }).click();
  const receive = page.getByRole("form", { name: `Receive ${sku}` });
  await receive.getByLabel("Location").selectOption({ label: location });
  await receive.getByLabel("Units").fill("5");
  expect(await watched.violations()).toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => available.innerText()).toBe("13");

  await page.getByRole("button", { name: "Count", exact: true }).click();
  const count = page.getByRole("form", { name: `Count ${sku}` });
  await count.getByLabel("Location").selectOption({ label: location });
  await count.getByLabel("Units counted").fill("12");
  await page.keyboard.press("Enter");
  await expect.poll(() => available.innerText()).toBe("10");
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
