import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, once, Watched } from "./browser";
import { post, shop, word, type Made } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

type Order = { fulfillment_orders: { id: string }[]; shipments: { id: string }[] };
type Return = { id: string; number: string };

/** An order of two units that its buyer has. */
async function delivered(): Promise<Made> {
  const made = await shop();
  const released = await post<Order>(`/orders/${made.order.id}/fulfillment-orders/release`, undefined);
  const work = released.fulfillment_orders[0]!.id;
  for (const step of ["pick", "pack"]) await post(`/fulfillment-orders/${work}/${step}`, {});
  const { shipments } = await post<Order>(`/fulfillment-orders/${work}/ship`, {});
  await post(`/shipments/${shipments[0]!.id}/deliver`, {});
  return made;
}

const ask = ({ order }: Made, quantity: number, body: object = {}) =>
  post<Return>(`/orders/${order.id}/returns`, {
    lines: [{ order_line: 1, quantity, reason: "too_small", note: `<b>${"wörter".repeat(12)}</b>` }],
    approve: true,
    ...body,
  });

const receive = (one: Return, quantity: number) =>
  post(`/returns/${one.id}/receive`, { items: [{ line: 1, quantity }] });

/** Looks at views one after the other; each is there when the selector is. */
async function looksRight(views: (readonly [name: string, path: string, ready: string])[]) {
  const watched = await Watched.open(browser);
  for (const [name, path, ready] of views) {
    await watched.goto(path);
    await watched.page.locator(`main ${ready}`).first().waitFor();
    expect(await watched.look(name)).toEqual([]);
  }
  return watched;
}

test.skipIf(once)("a box is opened at every width", async () => {
  const made = await delivered();
  await receive(await ask(made, 1), 1);
  const watched = await looksRight([["returns-box", `/returns?box=${made.order.number}`, "form fieldset"]]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test.skipIf(once)("a return is accessible at every stage", async () => {
  const made = await delivered();
  const resolving = await ask(made, 1);
  await receive(resolving, 1);
  await post(`/returns/${resolving.id}/inspect`, {
    items: [{ line: 1, quantity: 1, disposition: "damaged", condition: "broken" }],
  });
  const asked = await ask(made, 1, { approve: false });
  const arrived = await ask(await delivered(), 2);
  await receive(arrived, 1);
  const watched = await looksRight([
    ["return-asked", `/returns/${asked.id}`, "dl"],
    ["return-inspect", `/returns/${arrived.id}`, "form[aria-label=Inspection] dl"],
    ["return-resolve", `/returns/${resolving.id}`, "form[aria-label=Decision] dl"],
  ]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a return is made on its order, received by scanner, inspected, and what is broken is decided", async () => {
  const made = await delivered();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto(`/orders/${made.order.id}`);
  await page.getByRole("button", { name: "Return", exact: true }).click();
  const request = page.getByRole("form", { name: "Ask for units to come back" });
  await request.getByRole("textbox", { name: /^Units that come back/ }).fill("2");
  await request.getByLabel("Reason").selectOption("faulty");
  await request.getByRole("button", { name: "Make the return" }).click();
  await page.getByRole("heading", { level: 1, name: /^RET-/ }).waitFor();

  await page.getByRole("button", { name: "Receive" }).click();
  const scan = page.getByRole("textbox", { name: "Scan what has arrived" });
  for (let n = 0; n < 2; n += 1) {
    await scan.fill(made.sku);
    await scan.press("Enter");
  }
  await page
    .getByRole("form", { name: /^Receive RET-/ })
    .getByRole("button", { name: "Receive" })
    .click();

  const inspection = page.getByRole("form", { name: "Inspection" });
  await inspection.getByRole("button", { name: "Judge one apart" }).click();
  await inspection.getByRole("radio", { name: "Restock" }).first().check();
  await expect.poll(() => inspection.getByText(/€\s?29\.00/).count()).toBeGreaterThan(0);
  await inspection.getByRole("radio", { name: "Damaged" }).nth(1).check();
  await expect.poll(() => inspection.getByText(/€\s?58\.00/).count()).toBeGreaterThan(0);
  await inspection.getByRole("button", { name: "Finish the inspection" }).click();

  const decision = page.getByRole("form", { name: "Decision" });
  await decision.getByLabel("Kept back").fill("8.00");
  await decision.getByLabel("Why").fill("A tear that was not there");
  await expect.poll(() => decision.getByText(/€\s?50\.00/).count()).toBeGreaterThan(0);
  await decision.getByRole("button", { name: "Refund and close" }).click();
  await page.locator("main [data-tone=done]").getByText("Closed").waitFor();
  await page.getByRole("link", { name: made.order.number }).click();
  await page.getByText("Part refunded").waitFor();
  await page
    .getByRole("list", { name: "Returns" })
    .getByText(/€\s?50\.00/)
    .waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("by keys alone what is in order is found, inspected and refunded", async () => {
  const made = await delivered();
  const one = await ask(made, 1);
  await receive(one, 1);
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  const find = page.getByRole("textbox", { name: "Scan a return, a tracking number or an order" });
  await find.waitFor();
  await find.focus();
  await page.keyboard.type(made.order.number);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: one.number }).waitFor();
  await page.getByRole("radio", { name: "Restock" }).waitFor();
  await page.keyboard.press("i");
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("radio");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.locator("main [data-tone=done]").getByText("Closed").waitFor();
  await page.getByText("1 unit refunded").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a box that nobody announced becomes a return", async () => {
  const made = await delivered();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto("/returns");
  const find = page.getByRole("textbox", { name: "Scan a return, a tracking number or an order" });
  await find.fill(word());
  await find.press("Enter");
  const box = page.getByRole("form", { name: "Receive a box without a return" });
  await box.getByText("is the number of no order").waitFor();
  await box.getByRole("textbox", { name: "Order" }).fill(made.order.number);
  await box.getByRole("button", { name: "Find the order" }).click();
  await box.getByRole("textbox", { name: /^Units in the box/ }).fill("1");
  await box.getByRole("button", { name: "Receive" }).click();
  await page.getByText("Nobody announced it").first().waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
