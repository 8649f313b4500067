import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, once, Watched } from "./browser";
import { dropShip } from "./everything";
import { post, shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A supplier who sells the shop's SKU in packs of 10, at least 20. */
async function supplier(sku: string): Promise<{ id: string; code: string }> {
  return post("/suppliers", {
    code: `T-${word()}`,
    name: `Texco <b>${"Ünïcödé ".repeat(4)}</b>`,
    lead_days: 10,
    items: [{ sku, supplier_sku: "TX-1", cost: "7.40", min_quantity: 20, pack_size: 10 }],
  });
}

test.skipIf(once)("what is expected can be read at every width", async () => {
  const { sku, location } = await shop();
  const seller = await supplier(sku);
  const made = await post<{ id: string }>("/purchase-orders", {
    supplier: seller.code,
    location,
    note: "To the back door",
    lines: [{ sku, quantity: 40 }],
  });
  await post(`/purchase-orders/${made.id}/order`, {});
  const watched = await Watched.open(browser);
  for (const [name, path, ready] of [
    ["purchase", `/purchasing/${made.id}`, "table tbody tr"],
    ["sku-expected", `/inventory/${sku}`, "ol[aria-label=Expected]"],
  ] as const) {
    await watched.goto(path);
    await watched.page.locator(`main ${ready}`).first().waitFor();
    expect(await watched.look(name)).toEqual([]);
  }
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a purchase order is drafted, ordered and received in parts by scanner", async () => {
  const { sku } = await shop();
  const seller = await supplier(sku);
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto("/purchasing?add=1");
  const form = page.getByRole("form", { name: "New purchase order" });
  await form.getByLabel("Supplier").selectOption(seller.code);
  await form.getByLabel("To", { exact: true }).selectOption({ label: `Yard ${sku.slice(2)}` });
  await form.getByRole("combobox", { name: "SKU" }).fill(sku);
  await form.getByText("At least 20, in packs of 10").waitFor();
  await form.getByLabel("Units").fill("25");
  await form.getByRole("button", { name: "Make the draft" }).click();

  await page.getByRole("button", { name: "Order", exact: true }).click();
  const order = page.getByRole("form", { name: /^Order PO-/ });
  await order.getByRole("button", { name: "Order" }).click();
  await order.getByText("order 30").waitFor();
  await order.getByLabel("Broken packs are agreed").check();
  await order.getByRole("button", { name: "Order" }).click();
  await page.getByRole("button", { name: "Receive" }).click();

  const scan = page.getByRole("textbox", { name: "Scan what has arrived" });
  await scan.fill("NOT-HERE");
  await scan.press("Enter");
  await page.getByText("NOT-HERE is not part of this delivery").waitFor();
  for (let n = 0; n < 2; n += 1) {
    await scan.fill(sku);
    await scan.press("Enter");
  }
  const counted = page.getByRole("textbox", { name: `Arrived units of ${sku}` });
  await expect.poll(() => counted.inputValue()).toBe("2");
  expect(await watched.violations()).toEqual([]);
  const receive = page.getByRole("form", { name: /^Receive PO-/ });
  await receive.getByRole("button", { name: "Receive" }).click();
  await page.getByText("Partly received").waitFor();

  await page.getByRole("button", { name: "Receive" }).click();
  await counted.fill("24");
  await receive.getByLabel("Take in more than was ordered").check();
  await receive.getByLabel("Nothing more will come").check();
  await receive.getByRole("button", { name: "Receive" }).click();
  await expect.poll(() => page.locator("main [data-tone=done]").first().innerText()).toBe("Received");
  // The browser notes the refusal of the broken pack.
  expect(watched.faults.filter((fault) => !fault.includes("422"))).toEqual([]);
  await watched.close();
});

test("an order that waits shows its date and what brings it", async () => {
  const { sku, location, order } = await shop(0);
  const seller = await supplier(sku);
  const made = await post<{ id: string; number: string }>("/purchase-orders", {
    supplier: seller.code,
    location,
    expected_at: "2031-03-04T12:00:00Z",
    lines: [{ sku, quantity: 40 }],
  });
  await post(`/purchase-orders/${made.id}/order`, {});
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await expect
    .poll(
      async () => {
        await watched.goto(`/orders/${order.id}`);
        return page
          .getByRole("list", { name: "Promised" })
          .innerText({ timeout: 1500 })
          .catch(() => "");
      },
      { timeout: 20_000 },
    )
    .toContain("Mar 4, 2031");
  await watched.picture("order-promised");
  expect(await watched.violations()).toEqual([]);
  await page.getByRole("list", { name: "Promised" }).getByRole("link", { name: made.number }).click();
  await page.getByRole("heading", { level: 1, name: made.number }).waitFor();
  await watched.goto(`/inventory/${sku}`);
  await page.getByText("2 of them promised").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a supplier is made and gets terms", async () => {
  const { sku } = await shop();
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  const code = `N-${word()}`;
  await watched.goto("/purchasing/suppliers?add=1");
  const form = page.getByRole("form", { name: "New supplier" });
  await form.getByLabel("Code").fill(code);
  await form.getByLabel("Lead time in days").fill("14");
  await form.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { level: 1, name: code }).waitFor();
  await page.getByRole("button", { name: "Set a SKU's terms" }).click();
  const terms = page.getByRole("form", { name: "Set a SKU's terms" });
  await terms.getByRole("textbox", { name: "SKU" }).fill(sku);
  await terms.getByLabel("Unit cost (EUR)").fill("3.50");
  await terms.getByRole("button", { name: "Save" }).click();
  await page.getByRole("cell", { name: /€\s?3\.50/ }).waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a supplier who sends to the buyer confirms and ships", async () => {
  const { sku } = await shop(0);
  const seller = await supplier(sku);
  const name = word();
  const location = `P-${name}`;
  await post("/locations", {
    code: location,
    kind: "supplier",
    supplier: seller.code,
    address: { city: "Porto", country_code: "PT" },
  });
  await post("/stock/movements", { sku, location, quantity: 9, reason: "received" });
  const channel = `c-${name.toLowerCase()}`;
  await post("/channels", { code: channel, currency: "EUR" });
  const order = await post<{ fulfillment_orders: { id: string }[] }>("/orders", {
    channel,
    external_id: `D-${name}`,
    shipping_address: {
      name: "Ada",
      address1: "Hauptstr. 1",
      city: "Berlin",
      postal_code: "10115",
      country_code: "DE",
    },
    lines: [{ sku, quantity: 1, unit_price: "29.00" }],
    payment: { status: "paid", method: "card" },
  });
  await post(`/fulfillment-orders/${order.fulfillment_orders[0]!.id}/release`, {});
  await dropShip(seller.code);
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto(`/purchasing?supplier=${seller.code}`);
  await page.getByRole("cell", { name: "Drop-ship" }).waitFor();
  await page.locator("main tbody a").first().click();
  await page.getByRole("button", { name: "The supplier confirms" }).click();
  const confirm = page.getByRole("form", { name: /the supplier confirms$/ });
  await confirm.getByLabel("The supplier's number").fill("A-4711");
  expect(await watched.look("purchase-dropship")).toEqual([]);
  await confirm.getByRole("button", { name: "The supplier confirms" }).click();
  await page.getByText("A-4711").waitFor();
  await page.getByRole("button", { name: "The supplier has sent it" }).click();
  const ship = page.getByRole("form", { name: /the supplier has sent it$/ });
  await ship.getByLabel("Tracking number").fill("RR123456785PT");
  await ship.getByRole("button", { name: "The supplier has sent it" }).click();
  await expect.poll(() => page.locator("main [data-tone=done]").first().innerText()).toBe("Received");
  expect(watched.faults).toEqual([]);
  await watched.close();
});
