import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function open(path: string) {
  const watched = await Watched.open(browser);
  await watched.goto(path);
  await watched.page.locator("tbody tr").first().waitFor();
  return { watched, page: watched.page };
}

test("a filter is typed with completion, kept as a view, and a wrong one is said", async () => {
  const { sku, order } = await shop();
  const { watched, page } = await open("/orders");
  const field = page.getByRole("combobox", { name: "Filter the list" });
  await field.fill(`sku:${sku}`);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: order.number, exact: true }).waitFor();
  await field.fill("lifecycle:o");
  await page.getByRole("option", { name: "open" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByTitle("Change lifecycle:open").waitFor();
  await field.fill("foo:bar");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "foo:" }).waitFor();
  expect(await watched.look("orders-fault")).toEqual([]);
  await page.getByRole("button", { name: "Remove foo:bar" }).click();

  const name = word();
  await page.getByRole("button", { name: "Save as a view" }).click();
  await page.getByLabel("Name of the view").fill(name);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: new RegExp(name) }).waitFor();
  await page.getByRole("button", { name: "Export" }).click();
  const file = async () => {
    const href = await page.getByRole("link", { name: "Download" }).getAttribute("href");
    return (await fetch(new URL(href!, page.url()))).text();
  };
  expect(await file()).toMatch(/^PK/); // a workbook
  await page.getByLabel("Format").selectOption("CSV, for spreadsheets");
  expect(await file()).toContain(order.number);
  expect(watched.faults.filter((fault) => !fault.includes("422"))).toEqual([]);
  await watched.close();
});

test("orders are held in bulk by keyboard alone, and it is undone", async () => {
  const { sku, order } = await shop();
  const { watched, page } = await open(`/orders?filter=sku:${sku}`);
  await page.getByRole("link", { name: order.number, exact: true }).waitFor();
  await page.keyboard.press("a");
  await page.getByRole("region", { name: "Change the selected orders" }).waitFor();
  await page.keyboard.press("h");
  await page.getByLabel("Reason").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Look at it");
  await page.keyboard.press("Enter");
  await page.getByText("1 of 1 orders will change").waitFor();
  expect(await watched.look("orders-bulk")).toEqual([]);
  await page.getByRole("button", { name: "Hold: 1" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.getByRole("cell", { name: "Manual" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await page.getByText("Release holds", { exact: true }).waitFor();
  await page.getByRole("cell", { name: "Manual" }).waitFor({ state: "detached" });
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a bulk tag is listed with its result per order", async () => {
  const { sku, order } = await shop();
  const { watched, page } = await open(`/orders?filter=sku:${sku}`);
  await page.getByLabel(`Select order ${order.number}`).click();
  const bar = page.getByRole("region", { name: "Change the selected orders" });
  await bar.getByRole("button", { name: /^Tag/ }).click();
  const form = page.getByRole("form", { name: "Tag", exact: true });
  await form.locator("input:focus").waitFor();
  await page.keyboard.type("vip");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Tag: 1" }).click();
  await page.getByRole("link", { name: "Result per order" }).click();
  await page.getByRole("link", { name: "Bulk changes" }).waitFor();
  await page.getByRole("cell", { name: order.number }).first().waitFor();
  await page.getByRole("link", { name: "Bulk changes" }).click();
  await page.getByRole("table", { name: "Bulk changes" }).waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
