import { createHmac } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { address, launch, once, Watched } from "./browser";
import { get, playedShop } from "./everything";
import { post, shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A connection that the played shop refuses, and one order of it that can't be captured. */
async function refused(): Promise<{ channel: string; number: string }> {
  const name = word();
  const channel = `r-${name.toLowerCase()}`;
  const settings = await playedShop();
  const { id } = await post<{ id: string }>("/connections", {
    driver: "shopify",
    name: `Shop ${name}`,
    channel,
    settings,
  });
  const number = String(Date.now());
  const body = JSON.stringify({
    id: Number(number),
    name: `#${number}`,
    currency: "ZZZ",
    created_at: "2026-11-20T10:00:00Z",
    updated_at: "2026-11-20T10:00:00Z",
    total_price: "5.00",
    line_items: [{ id: 1, sku: "LAMP", quantity: 1, price: "5.00", title: "Lamp" }],
  });
  const answer = await fetch(`${address}/api/v1/connections/${id}/webhook`, {
    method: "POST",
    headers: {
      "X-Shopify-Topic": "orders/create",
      "X-Shopify-Shop-Domain": settings.shop,
      "X-Shopify-Webhook-Id": name,
      "X-Shopify-Hmac-Sha256": createHmac("sha256", settings.api_secret).update(body).digest("base64"),
    },
    body,
  });
  expect(answer.status).toBe(204);
  return { channel, number };
}

test.skipIf(once)(
  "a channel that is refused, and one without a vendor, can be read at every width",
  async () => {
    const { sku } = await shop();
    const { channel } = await refused();
    const watched = await Watched.open(browser);
    for (const [name, path, ready] of [
      ["channel-refused", `/channels/${channel}`, "li"],
      ["channel-by-hand", `/channels/c-${sku.slice(2).toLowerCase()}`, "table tbody tr"],
    ] as const) {
      await watched.goto(path);
      await watched.page.locator(`main ${ready}`).first().waitFor();
      expect(await watched.look(name)).toEqual([]);
    }
    expect(watched.faults).toEqual([]);
    await watched.close();
  },
);

/** A shop that the demo plays and nobody has connected: no account can be connected twice. */
async function spareShop(): Promise<string> {
  const spare = "quillmoor-outlet.myshopify.com";
  const { items } = await get<{ items: { id: string; settings: { shop?: string } }[] }>("/connections");
  for (const { id, settings } of items)
    if (settings.shop === spare) await fetch(`${address}/api/v1/connections/${id}`, { method: "DELETE" });
  return spare;
}

test("a shop is connected: wrong credentials are said and mended", async () => {
  const code = `w-${word().toLowerCase()}`;
  const spare = await spareShop();
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto("/channels");
  await page.getByRole("link", { name: "Connect a channel" }).first().click();
  await page.getByRole("link", { name: /^Shopify/ }).click();
  const form = page.getByRole("form", { name: "Connect Shopify" });
  await form.getByLabel("Shop domain").fill("example.com");
  await form.getByLabel(/^Access token/).fill("wrong");
  await form.getByLabel(/^API secret key/).fill("a secret of our own");
  await form.getByLabel(/^Orders since/).fill(new Date().toISOString().slice(0, 10));
  await form.getByLabel("Code of the channel").fill(code);
  await form.getByLabel("Currency").fill("eur");
  await form.getByRole("button", { name: "Connect" }).click();
  await form.getByText(/myshopify\.com/).waitFor();
  await form.getByLabel("Shop domain").fill(spare);
  await form.getByRole("button", { name: "Connect" }).click();

  await page.getByText(/^Shopify says:/).waitFor();
  await watched.picture("connect-refused");
  expect(await watched.violations()).toEqual([]);
  await page.getByRole("button", { name: "Edit credentials" }).click();
  const mend = page.getByRole("form", { name: "Settings of Shopify" });
  await expect.poll(() => mend.getByLabel(/^API secret key/).inputValue()).toBe("");
  await mend.getByLabel(/^Access token/).fill("shpat_demo");
  await mend.getByRole("button", { name: "Save" }).click();
  await page.getByText("Shopify accepts the credentials").waitFor();
  await page.getByText("Orders from Shopify are read.").waitFor({ timeout: 60_000 });
  await watched.picture("connect-synced");
  await page.getByRole("link", { name: "Open the channel" }).click();
  await page.getByRole("table", { name: "Last orders" }).waitFor();
  await page.getByText("EUR", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Pause" }).click();
  await page
    .getByText(/^Paused/)
    .first()
    .waitFor();
  expect(await watched.violations()).toEqual([]);
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Sync now" }).click();
  await page.getByText(/is asked for news/).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  // A refused form is a 422 that the browser itself writes to the console.
  expect(watched.faults.filter((fault) => !fault.includes("422"))).toEqual([]);
  await watched.close();
});

test("a dead letter is replayed in vain, mended and replayed", async () => {
  const { channel } = await refused();
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto(`/channels/${channel}`);
  const letters = page.getByRole("list", { name: "Dead letters" });
  await letters.getByText(/currency must be/).waitFor();
  await letters.getByRole("button", { name: "Replay" }).click();
  // Nothing was mended, so it fails once more.
  await page.getByText("It is tried again").waitFor();
  await letters.getByText(/currency must be/).waitFor();
  await letters.getByRole("button", { name: "Edit payload" }).click();
  const payload = letters.getByRole("textbox", { name: "Payload" });
  const text = await payload.inputValue();
  await payload.fill("{");
  await letters.getByRole("button", { name: "Save and replay" }).click();
  await letters.getByText(/^This is no JSON/).waitFor();
  await payload.fill(text.replaceAll("ZZZ", "EUR"));
  await letters.getByRole("button", { name: "Save and replay" }).click();
  await letters.waitFor({ state: "detached" });
  await page.getByRole("table", { name: "Last orders" }).waitFor({ timeout: 15_000 });
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a channel for the API is made", async () => {
  const code = `h-${word().toLowerCase()}`;
  const watched = await Watched.open(browser, 360, "light");
  const { page } = watched;
  await watched.goto("/channels/connect");
  await page.getByRole("link", { name: /^API, till or file/ }).click();
  await page.getByLabel("Code of the channel").fill(code);
  await page.getByLabel("Currency").fill("eur");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { level: 1, name: code }).waitFor();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("form").getByLabel("Name").fill("Corner till");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "Corner till" }).waitFor();
  expect(await watched.overflow()).toBeLessThanOrEqual(0);
  expect(watched.faults).toEqual([]);
  await watched.close();
});
