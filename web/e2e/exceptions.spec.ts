import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { address, launch, once, Watched } from "./browser";
import { post, shop } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** An order without stock, and the exception that it is. */
async function trouble(owner?: string) {
  const { sku, order } = await shop(0);
  const query = `order_id=${order.id}&status=unresolved&kind=unfillable`;
  const answer = await fetch(`${address}/api/v1/exceptions?${query}`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const { id } = items[0]!;
  if (owner) await post(`/exceptions/${id}/assign`, { owner });
  return { id, sku, order };
}

test.skipIf(once)("when to wake it is chosen, at every width", async () => {
  const { id } = await trouble();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto(`/exceptions?kind=unfillable&id=${id}`);
  await page.getByRole("button", { name: "Snooze", exact: false }).first().click();
  await page.getByRole("button", { name: "In an hour" }).waitFor();
  expect(await watched.look("exceptions-one")).toEqual([]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("an exception is taken, snoozed, woken and resolved with a note", async () => {
  const { id, sku } = await trouble("me");
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  const rows = page.getByRole("list", { name: "Exceptions" }).getByRole("listitem");
  const row = rows.filter({ hasText: sku });
  const one = page.getByRole("article");
  await watched.goto("/exceptions?owner=me");
  await row.getByRole("link").click();
  await one.getByText(sku).first().waitFor();
  expect(page.url()).toContain(id);

  await one.getByRole("button", { name: "Snooze" }).click();
  await one.getByRole("button", { name: "Tomorrow at 8" }).click();
  await row.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Snoozed" }).click();
  await row.getByRole("link").click();
  await one.getByText(sku).first().waitFor();
  await one.getByRole("button", { name: "Wake" }).click();
  await row.waitFor({ state: "detached" });

  await watched.goto(`/exceptions?owner=me&id=${id}`); // a shared link
  await one.getByRole("button", { name: "Resolve" }).click();
  await page.getByLabel("What was done about it").fill("Ordered more of it");
  await page.getByRole("form", { name: "Resolve" }).getByRole("button", { name: "Resolve" }).click();
  await row.waitFor({ state: "detached" });
  await watched.goto(`/exceptions?solved=1&id=${id}`);
  await one.getByText("Ordered more of it").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a suggested fix says what it does, asks once more and ends the exception, also from the order", async () => {
  const { id, sku, order } = await trouble();
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto(`/exceptions?id=${id}`);
  const fix = page.getByRole("list", { name: "Suggested fixes" }).getByRole("listitem");
  const cancel = fix.filter({ hasText: `Cancel 2 × ${sku}` });
  await cancel.getByText("There is no undo.", { exact: false }).waitFor();
  await cancel.getByRole("button", { name: "Cancel" }).click();
  await cancel.getByRole("button", { name: "Back", exact: true }).click();
  expect(await cancel.getByRole("button").count()).toBe(1);

  await watched.goto(`/orders/${order.id}`);
  await cancel.getByRole("button", { name: "Cancel" }).click();
  await cancel.getByRole("button", { name: "no way back" }).click();
  await page.getByRole("region", { name: "No stock" }).waitFor({ state: "detached" });
  await watched.goto(`/exceptions?id=${id}`);
  await page.getByRole("article").getByText("Resolved").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("by keyboard alone: selected ones are snoozed, undone, and one is given back", async () => {
  const first = await trouble("me");
  const second = await trouble("me");
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  const { keyboard } = page;
  await watched.goto("/exceptions?owner=me&kind=unfillable");
  await page.getByRole("listitem").filter({ hasText: second.sku }).waitFor();
  const focusOn = async (sku: string) => {
    for (let row = 0; row < 20; row++) {
      await keyboard.press("j");
      await page.waitForTimeout(80); // longer than a scanner takes between two keys
      if ((await page.locator(":focus").textContent())?.includes(sku)) return;
    }
    throw new Error(`no row of ${sku}`);
  };
  const type = async (key: string) => {
    await keyboard.press(key);
    await page.waitForTimeout(80);
  };
  await focusOn(first.sku);
  await type("x");
  await focusOn(second.sku);
  await type("x");
  await page.getByText("2 selected").waitFor();
  await type("s");
  await page.getByRole("button", { name: "In an hour" }).waitFor();
  await keyboard.press("Enter"); // the focus is on it
  await page.getByText("2 of 2 will change").waitFor();
  await keyboard.press("Enter");
  await page.getByText("2 of 2", { exact: true }).waitFor();
  const rows = page.getByRole("list", { name: "Exceptions" }).getByRole("listitem");
  await rows.filter({ hasText: second.sku }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).focus();
  await keyboard.press("Enter");
  await rows.filter({ hasText: second.sku }).waitFor();

  await focusOn(second.sku);
  await keyboard.press("Enter");
  await page.getByRole("article").getByText(second.sku).first().waitFor();
  await type("d");
  await keyboard.type("It was a test");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await rows.filter({ hasText: second.sku }).waitFor({ state: "detached" });
  await type("?");
  await page.getByRole("dialog").getByText("Assign to me").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a lost parcel is sent again from stock; the texts are in the reader's language", async () => {
  const { order, sku } = await shop(5);
  type Sent = { fulfillment_orders: { id: string }[]; shipments: { id: string }[] };
  let sent = order as unknown as Sent;
  for (const verb of ["release", "pick", "pack", "ship"]) {
    sent = await post<Sent>(`/fulfillment-orders/${sent.fulfillment_orders[0]!.id}/${verb}`, {});
  }
  await post(`/shipments/${sent.shipments[0]!.id}/track`, { status: "exception", reason: "carrier_damage" });

  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await page.addInitScript(() => localStorage.setItem("switchyard-language", "de"));
  await watched.goto(`/orders/${order.id}`);
  const card = page.getByRole("region", { name: "Zustellung gescheitert" });
  await card.getByText("hat unterwegs ein Problem. Der Versanddienst meldet: carrier damage.").waitFor();
  const fix = card.getByRole("listitem").filter({ hasText: `2 × ${sku} noch einmal aus dem Bestand senden` });
  await fix.getByRole("button", { name: "Noch einmal senden" }).click();
  await fix.getByRole("button", { name: "ohne Rückweg" }).click();
  await card.waitFor({ state: "detached" });
  await page.getByText("2 verlorene Stück werden noch einmal gesendet, ohne Berechnung").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
