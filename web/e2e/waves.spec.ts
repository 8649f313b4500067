import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { address, launch, Watched } from "./browser";
import { post, shop, word, type Made } from "./shop";

let browser: Browser;
let watched: Watched;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  watched = await Watched.open(browser, 360);
  page = watched.page;
});
afterAll(() => browser.close());

type Work = { id: string; number: string; claim?: { name: string } };

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const said = (text: string) => page.getByRole("alert").getByText(text).waitFor();

async function scan(code: string) {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

async function get<T>(path: string): Promise<T> {
  return (await (await fetch(`${address}/api/v1${path}`)).json()) as T;
}

/** A shop of its own with released work of several orders, two units each, in the order of their numbers. */
async function released(orders: number): Promise<Made & { works: Work[]; barcode: string }> {
  const made = await shop();
  const name = made.sku.slice(2);
  for (let n = 1; n < orders; n += 1) {
    await post("/orders", {
      channel: `c-${name.toLowerCase()}`,
      external_id: `W-${word()}`,
      customer: { name: "Grace Hopper", email: "grace@example.com" },
      shipping_address: { name: "Grace Hopper", address1: "Kai 2", city: "Bremen", country_code: "DE" },
      lines: [{ sku: made.sku, quantity: 2, unit_price: "29.00", title: `Tee ${name}` }],
      payment: { status: "paid", method: "card" },
    });
  }
  const { items } = await get<{ items: Work[] }>(`/fulfillment-orders?location=${made.location}`);
  const works = items.toSorted((a, b) => a.number.localeCompare(b.number));
  await post("/fulfillment-orders/release", { ids: works.map(({ id }) => id) });
  return { ...made, works, barcode: name };
}

test("a wave is made on the board, walked with a scanner, and packed tote by tote", async () => {
  const { location, works, barcode, sku } = await released(2);
  const [first, second] = works as [Work, Work];
  await watched.goto(`/fulfillment?location=${location}`);
  for (const { number } of works) await page.getByRole("checkbox", { name: `Select ${number}` }).check();
  await button("Make a wave of 2").click();
  await page.getByRole("table", { name: "Totes" }).waitFor();
  await watched.picture("wave");
  await page.getByRole("link", { name: "Walk and scan" }).click();
  await page.getByText("Yours since").waitFor();
  await scan("WRONG-ITEM");
  await said("Wrong item");
  await scan(barcode);
  await said("Into tote 1: Tee");
  await scan(sku);
  await scan(barcode);
  await said("Into tote 2: Tee");
  await watched.picture("walk");
  await page.reload(); // scans survive it
  await page.getByText("3 of 4 picked").waitFor();
  await button("Short").click();
  await button("Not there").click();
  await button("Confirm the pick").click();
  await page.getByText("Pack tote 1").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("0 of 2 packed").waitFor();
  await button("All in here").click();
  await button("Confirm the boxes").click();
  await button("Buy and print the label").waitFor();
  const { items } = await get<{ items: { number: string; status: string }[] }>(`/waves?location=${location}`);
  expect(items[0]!.status).toBe("picked");
  await post(`/fulfillment-orders/${first.id}/ship`, {});
  await watched.goto(`/fulfillment/waves/${items[0]!.number}`);
  await button("Print all labels").waitFor();
  await page.getByRole("link", { name: second.number }).waitFor();
  expect(watched.faults).toEqual([]);
});

test("who has work is seen, taken over and given back", async () => {
  const { location, works } = await released(1);
  const { id, number } = works[0]!;
  const kim = await post<{ secret: string }>("/tokens", { name: "Kim", role: "warehouse" });
  const asKim = (verb: string, body: object) =>
    fetch(`${address}/api/v1/fulfillment-orders/${id}/${verb}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${kim.secret}` },
      body: JSON.stringify(body),
    });
  expect((await asKim("claim", {})).status).toBe(200);
  await watched.goto(`/fulfillment/station/${id}`);
  await page.getByText("Kim is picking this since").waitFor();
  await watched.picture("claimed");
  expect(await watched.violations()).toEqual([]);
  await button("Take it over").click();
  await page.getByText("Yours since").waitFor();
  expect((await asKim("claim", {})).status).toBe(409);
  await watched.goto(`/fulfillment?location=${location}&only=mine`);
  await page.getByText("You, since").waitFor();
  await button(`Give ${number} back`).click();
  await button(`Take ${number}`).or(page.getByText("No work matches")).first().waitFor();
  expect((await asKim("claim", {})).status).toBe(200);
  await watched.goto(`/fulfillment?location=${location}`);
  await page.getByText("Kim, since").waitFor();
  await asKim("give-back", {});
  await button(`Take ${number}`).waitFor(); // told by the server
  expect(watched.faults).toEqual([]);
});
