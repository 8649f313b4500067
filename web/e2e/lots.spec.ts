import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { post, shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

type Work = { id: string; fulfillment_orders: { id: string }[]; shipments: { id: string }[] };
type OnShelf = { items: { lot: string; picked: number }[] };

test("lots and serial numbers are scanned at the station, and come back by name", async () => {
  const { location } = await shop(0);
  const [cream, drill] = [`CREAM-${word()}`, `DRILL-${word()}`];
  const channel = `c-${word().toLowerCase()}`;
  const arrived = { location, reason: "received" };
  await post("/channels", { code: channel, name: channel, currency: "EUR" });
  await post("/skus", { code: cream, title: "Hand cream", tracking: "lot" });
  await post("/skus", { code: drill, title: "Cordless drill", tracking: "serial" });
  await post("/stock/movements", {
    ...arrived,
    sku: cream,
    quantity: 3,
    lot: "L-A",
    expires_on: "2031-01-31",
  });
  await post("/stock/movements", {
    ...arrived,
    sku: cream,
    quantity: 3,
    lot: "L-B",
    expires_on: "2031-06-30",
  });
  await post("/stock/movements", { ...arrived, sku: drill, quantity: 2, serials: ["SN-1", "SN-2"] });
  const at = {
    name: "Ada Lovelace",
    address1: "Hauptstr. 1",
    city: "Berlin",
    postal_code: "10115",
    country_code: "DE",
  };
  const order = await post<Work>("/orders", {
    channel,
    external_id: `W-${channel}`,
    shipping_address: at,
    lines: [
      { sku: cream, quantity: 2, unit_price: "9.00", title: "Hand cream" },
      { sku: drill, quantity: 1, unit_price: "90.00", title: "Cordless drill" },
    ],
    payment: { status: "paid", method: "card" },
  });
  const released = await post<Work>(`/orders/${order.id}/fulfillment-orders/release`, undefined);
  const work = released.fulfillment_orders[0]!.id;
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto(`/fulfillment/station/${work}`);
  await page.getByText("Lot L-A, good until").waitFor(); // which expires first
  const scan = async (field: string, ...codes: string[]) => {
    for (const code of codes) {
      await page.getByRole("textbox", { name: field }).fill(code);
      await page.getByRole("textbox", { name: field }).press("Enter");
    }
  };
  await scan("Scan the next item", cream, "L-B", drill);
  await page.getByRole("button", { name: "Confirm the pick" }).click();
  await page.getByRole("textbox", { name: "Scan into box 1" }).waitFor();
  const lots = await page.evaluate(
    async (sku) => (await (await fetch(`/api/v1/lots?sku=${sku}`)).json()) as OnShelf,
    cream,
  );
  expect(lots.items.map(({ lot, picked }) => [lot, picked])).toEqual([
    ["L-A", 1],
    ["L-B", 1],
  ]);

  // Packed on the order's page, where numbers are asked for, too.
  await watched.goto(`/orders/${order.id}`);
  await page.getByRole("button", { name: "Pack", exact: true }).click();
  const form = page.getByRole("form", { name: /^Pack/ });
  await form.getByRole("textbox", { name: /Serial numbers/ }).fill("SN-2");
  await form.getByRole("button", { name: "Pack" }).click();
  await form.waitFor({ state: "detached" });
  const { shipments } = await post<Work>(`/fulfillment-orders/${work}/ship`, {});
  await post(`/shipments/${shipments[0]!.id}/deliver`, {});
  const back = await post<{ id: string }>(`/orders/${order.id}/returns`, {
    lines: [{ order_line: 2, quantity: 1, reason: "faulty" }],
    approve: true,
  });
  await post(`/returns/${back.id}/receive`, {});
  await watched.goto(`/returns/${back.id}`);
  const numbers = page.getByLabel("Serial numbers of these units");
  expect(await numbers.inputValue()).toBe("SN-2"); // the only one that was sent
  await page.getByText("Quarantine").click();
  expect(await watched.glance("inspect-serials")).toEqual([]);
  await page.getByRole("button", { name: "Finish the inspection" }).click();
  await page.getByRole("form", { name: "Inspection" }).waitFor({ state: "detached" });
  const after = await page.evaluate(
    async (sku) => (await (await fetch(`/api/v1/lots?sku=${sku}`)).json()) as OnShelf,
    drill,
  );
  expect(after.items.map(({ lot }) => lot)).toEqual(["SN-1", "SN-2"]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});
