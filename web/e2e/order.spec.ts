import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { shop } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const said = (page: Page, text: RegExp) => page.getByRole("status").filter({ hasText: text }).waitFor();

async function openOrder(width = 1280) {
  const made = await shop();
  const watched = await Watched.open(browser, width, "light");
  await watched.goto(`/orders/${made.order.id}`);
  await watched.page.getByRole("heading", { level: 1, name: `Order ${made.order.number}` }).waitFor();
  return { ...made, watched, page: watched.page };
}

test("an order goes to the door from its page", async () => {
  const { page, watched } = await openOrder();
  await button(page, "Release to locations").click();
  await said(page, /is released/);
  for (const step of ["Pick", "Pack", "Ship"]) {
    await button(page, step).click();
    const form = page.getByRole("form", { name: new RegExp(`^${step} `) });
    expect(await watched.violations()).toEqual([]);
    await form.getByRole("button", { name: step, exact: true }).click();
    await form.waitFor({ state: "detached" });
  }
  const label = await page.getByRole("link", { name: "Label", exact: true }).getAttribute("href");
  expect(label).toMatch(/label\.pdf$/);
  await button(page, "Mark delivered").click();
  await page.getByText("Delivered", { exact: true }).first().waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a hold is placed and released with the keyboard", async () => {
  const { page, watched } = await openOrder();
  await button(page, "Hold").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("House number is missing");
  await page.keyboard.press("Enter");
  await page.getByText("On hold: Manual.").waitFor();
  await button(page, "Release hold").focus();
  await page.keyboard.press("Enter");
  await page.getByText("On hold: Manual.").waitFor({ state: "detached" });
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("an edit says its price before it is made", async () => {
  const { page, watched } = await openOrder();
  await button(page, "Edit").click();
  await page.getByLabel("City").fill("Potsdam");
  await page.getByRole("textbox", { name: /^Units the buyer gets/ }).fill("3");
  await page.getByText("€ 58.00 becomes € 87.00: € 29.00 more.").waitFor();
  await button(page, "Save").click();
  await page.getByText("10115 Potsdam", { exact: true }).waitFor();
  await page.getByText("Version 2").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a cancellation says what it changes", async () => {
  const { page, watched } = await openOrder(360);
  await button(page, "Cancel").click();
  await page.getByText("2 units are free for other orders").waitFor();
  expect(await watched.violations()).toEqual([]);
  expect(await watched.overflow()).toBeLessThanOrEqual(0);
  await button(page, "Cancel the order").click();
  await button(page, "Cancel").waitFor({ state: "detached" });
  expect(watched.faults).toEqual([]);
  await watched.close();
});
