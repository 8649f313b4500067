import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { post, shop, word } from "./shop";

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

test("a hold is placed and released with the mouse", async () => {
  const { page, watched } = await openOrder();
  await button(page, "Hold").click();
  const form = page.getByRole("form", { name: "Hold this order" });
  await form.getByLabel("Reason").fill("House number is missing");
  await form.getByRole("button", { name: "Hold", exact: true }).click();
  await page.getByText("On hold: Manual.").waitFor();
  await button(page, "Release hold").click();
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

const hamburg = { city: "Hamburg", country_code: "DE", latitude: 53.5, longitude: 10 };
const leeds = { city: "Leeds", country_code: "GB", latitude: 53.8, longitude: -1.5 };
const lyon = { name: "Ada", address1: "Rue 1", city: "Lyon", postal_code: "69001", country_code: "FR" };

/** An order that two locations could send, one of them for less. */
async function routed(lines = 1) {
  const name = word();
  const [near, far, sku, channel] = [`H-${name}`, `L-${name}`, `S-${name}`, `c-${name.toLowerCase()}`];
  await post("/locations", { code: near, name: `Hamburg ${name}`, address: hamburg });
  await post("/locations", { code: far, name: `Leeds ${name}`, address: leeds });
  await post("/channels", { code: channel, name, currency: "EUR" });
  await post("/skus", { code: sku, title: `Tee ${name}`, weight_grams: 300 });
  await post("/stock/movements", { sku, location: near, quantity: lines, reason: "received" });
  await post("/stock/movements", { sku, location: far, quantity: lines, reason: "received" });
  return post<{ id: string; number: string }>("/orders", {
    channel,
    external_id: `W-${name}`,
    customer: { name: "Ada", email: `${name.toLowerCase()}@example.com` },
    shipping_address: { ...lyon, latitude: 45.8, longitude: 4.8 },
    lines: Array.from({ length: lines }, (_, n) => ({
      sku,
      quantity: 1,
      unit_price: "2.00",
      title: `Tee ${n + 1}`,
    })),
    tags: ["<b>gift</b>"],
    payment: { status: "paid", method: "card" },
  });
}

test("the decision is a map, a table and words, and keys lead to it", async () => {
  const order = await routed();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto(`/orders/${order.id}`);
  const candidates = page.getByRole("table", { name: "Candidates" });
  await candidates.getByRole("row", { name: /Hamburg.*Chosen/ }).waitFor();
  await page
    .getByRole("img", { name: /^Map with \d+ locations and the destination. Sent from: Hamburg/ })
    .waitFor();
  await page.getByText(/^Hamburg .* sends it for € .*: optimal, no plan is better\.$/).waitFor();
  await page.getByRole("link", { name: /^(Version \d+|The one that is built in)$/ }).waitFor();
  await page.getByText("Cost terms", { exact: true }).click();
  await page
    .getByRole("table", { name: "Cost terms" })
    .getByRole("columnheader", { name: "Carriage" })
    .waitFor();
  expect(await watched.look("order")).toEqual([]);

  await page.keyboard.press("h");
  await page.getByRole("form", { name: "Hold this order" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("form", { name: "Hold this order" }).waitFor({ state: "detached" });
  await button(page, "Hold").focus();
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.activeElement?.textContent?.includes("Why this route"));
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await sheet.getByText("Explain the route", { exact: true }).waitFor();
  await sheet.getByText("Release to locations", { exact: true }).waitFor();
  await page.keyboard.press("Escape");

  await page.keyboard.press("l");
  await said(page, /is released/);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("the timeline tells, filters and shows what was written", async () => {
  const order = await routed();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto(`/orders/${order.id}`);
  await page.getByText("€ 2.00 captured", { exact: true }).waitFor();
  await page.getByText(/^1 unit allocated at Hamburg/).waitFor();
  await button(page, "Money").focus();
  await page.keyboard.press("Enter");
  await page.getByText(/^1 unit allocated at Hamburg/).waitFor({ state: "detached" });
  expect(page.url()).toContain("timeline=money");
  await page.reload();
  await page.getByText("1 event", { exact: true }).waitFor();
  await page.getByText("Details", { exact: true }).click();
  await page.getByRole("region", { name: "Event as JSON" }).getByText('"method": "card"').waitFor();
  await page.getByText("As the channel sent it", { exact: true }).click();
  await page.getByRole("region", { name: "As the channel sent it" }).getByText("<b>gift</b>").waitFor();
  expect(await watched.violations()).toEqual([]);
  await page.getByRole("link", { name: "<b>gift</b>" }).click();
  await page.waitForURL(/\/orders\?.*filter=tag/);
  await page.getByRole("link", { name: order.number }).waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("an order of 1,000 lines is read page by page", async () => {
  const order = await routed(1_000);
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto(`/orders/${order.id}`);
  await page.getByText("50 of 1,000 lines", { exact: true }).waitFor();
  await button(page, "and 992 more lines").waitFor();
  await button(page, "Show 200 more").click();
  await page.getByText("250 of 1,000 lines", { exact: true }).waitFor();
  await page.getByText("Tee 250", { exact: true }).waitFor();
  await page.keyboard.press("e");
  const units = page.getByRole("group", { name: "Units the buyer gets" });
  await units.getByText("50 of 1,000 lines", { exact: true }).waitFor();
  expect(await units.getByRole("textbox").count()).toBe(50);
  expect(await watched.overflow()).toBeLessThanOrEqual(0);
  expect(watched.faults).toEqual([]);
  await watched.close();
});
