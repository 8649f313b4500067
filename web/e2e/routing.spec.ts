import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { address, launch, once, Watched } from "./browser";
import { post, shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

// There is one draft for everybody: each test begins without.
beforeEach(async () => {
  const answer = await fetch(`${address}/api/v1/routing/draft`, { method: "DELETE" });
  expect(answer.status).toBe(204);
});

const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const saved = (page: Page) => page.getByText(/^Draft, saved/).waitFor();

test.skipIf(once)("an order is tested while a rule is open, at every width", async () => {
  const { sku } = await shop();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto("/routing");
  await page.getByRole("list", { name: "Rules" }).waitFor();
  await page.getByLabel("SKU 1").fill(sku);
  await page.getByLabel("Country").fill("DE");
  await page.getByRole("table", { name: "Candidates" }).waitFor();
  await page.getByRole("button", { name: "Express goes the fastest way", exact: true }).click();
  await page.getByRole("textbox", { name: "Name of the rule" }).waitFor();
  expect(await watched.look("routing-rules")).toEqual([]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test.skipIf(once)("the pages of the studio before anything was made", async () => {
  const watched = await Watched.open(browser);
  const { page } = watched;
  await page.route("**/api/v1/routing/draft", async (route) => {
    const answer = await route.fetch();
    const draft = (await answer.json()) as { policy: object };
    Object.assign(draft.policy, { rules: [], markets: [], cards: undefined });
    await route.fulfill({ response: answer, json: draft });
  });
  await page.route("**/api/v1/routing/{replays,canaries,versions,reoptimize/runs}*", (route) =>
    route.fulfill({ json: { items: [], next_cursor: "" } }),
  );
  for (const [path, title] of [
    ["/routing", "No rules yet"],
    ["/routing/rates", "The built-in carrier's prices decide"],
    ["/routing/replays", "No replays yet"],
    ["/routing/canary", "No canary yet"],
    ["/routing/versions", "No versions yet"],
    ["/routing/cheaper", "No run yet"],
  ] as const) {
    await watched.goto(path);
    await page.getByRole("heading", { name: title }).waitFor();
    await watched.picture(`empty${path.replaceAll("/", "-")}`);
    expect(await watched.violations()).toEqual([]);
  }
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a rule is made, warned about, tested, replayed, published and rolled back", async () => {
  const { sku, order, location } = await shop();
  const watched = await Watched.open(browser);
  const { page } = watched;
  const name = `Nothing from ${location}`;
  await watched.goto("/routing");
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByRole("textbox", { name: "Name of the rule" }).fill(name);
  await page.getByLabel("What comes first").selectOption("nearest");
  await saved(page);
  // A preference for every order behind one for every order never decides.
  await page.getByRole("button", { name: `Duplicate ${name}` }).click();
  await said(page, /Never decides: “Nothing from/);
  await page.getByRole("button", { name: `Delete ${name} 2` }).click();
  await expect.poll(() => page.getByText(/Never decides/).count()).toBe(0);
  await page.getByLabel("What happens").selectOption("forbid");
  await said(page, "forbid needs locations or groups");
  await page.getByRole("combobox", { name: "Locations", exact: true }).fill(location);
  await page.getByRole("combobox", { name: "Locations", exact: true }).press("Enter");
  await page.getByText(`Always: ${location} may not send.`).waitFor();
  await page.getByLabel("Order number").fill(order.number);
  await page.getByRole("button", { name: "Take this order" }).click();
  await said(page, "No location may send any of it.");
  await expect.poll(() => page.getByLabel("SKU 1").inputValue()).toBe(sku);
  await said(page, new RegExp(`The live version decides otherwise: ${location} sends it for`));
  await saved(page);
  expect(await watched.look("routing-tested")).toEqual([]);

  await page.getByRole("navigation", { name: "Routing" }).getByRole("link", { name: "Replays" }).click();
  await page.getByLabel("What the draft is for").fill(`Spare ${location}`);
  await saved(page);
  await page.getByRole("button", { name: "Start a replay" }).click();
  await page.getByRole("table", { name: "What would have been different" }).waitFor({ timeout: 60_000 });
  await page.getByRole("table", { name: "Orders" }).getByText("Nobody").first().waitFor();
  await page.getByRole("button", { name: /^Make v\d+ live$/ }).click();
  await page
    .getByRole("form", { name: /^Make v\d+ live$/ })
    .getByRole("button", { name: /^Make v\d+ live$/ })
    .click();
  await page.getByText(/^v\d+ live since/).waitFor();

  await page.getByRole("navigation", { name: "Routing" }).getByRole("link", { name: "Versions" }).click();
  await page.getByText(`Added: ${name}`).waitFor();
  await page.getByRole("button", { name: "Roll back to it" }).first().click();
  await page.getByRole("form").getByRole("button", { name: "Roll back to it" }).click();
  await page
    .getByText(/went back to v\d+/)
    .first()
    .waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("prices are changed, refused, imported and asked about before they decide", async () => {
  const { location } = await shop();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto("/routing/rates");
  await page.getByRole("button", { name: "Begin with the built-in prices" }).click();
  await page.getByRole("button", { name: "Standard", exact: true }).click();
  const price = page.getByLabel("domestic, up to 2 kg (EUR)");
  await price.fill("1.00");
  await said(page, /^zone domestic up to 2000 g: must not be below/);
  await price.press("Enter");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toBe("eu, up to 2 kg (EUR)");
  await price.fill("6.10");
  await page.getByText("Standard, domestic, up to 2 kg: € 5.49 → € 6.10").waitFor();
  await page.getByLabel("Fuel surcharge").fill("10");
  await page.getByLabel("Sent from").selectOption(location);
  await page.getByLabel("Country", { exact: true }).fill("DE");
  await page.getByLabel("Weight", { exact: true }).fill("1500");
  await said(page, "1 parcel × (€ 6.10 + fuel € 0.61 + surcharge € 0.00) = € 6.71");
  await page.getByRole("button", { name: "domestic", exact: true }).click();
  await page.getByRole("textbox", { name: "Name of the zone" }).waitFor();
  await saved(page);

  await page.getByRole("button", { name: "Import prices" }).click();
  const file = (text: string) => ({ name: "rates.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  const chosen = page.locator("input[type=file]");
  await chosen.setInputFiles(file("zone,0-1 kg,2-3 kg\nhome,4.19,\n"));
  const told = page.getByRole("list", { name: "What the file would do" });
  await told.getByText("2-3 kg: leaves a gap").waitFor();
  await told.getByText("row 2, 3000 g: has no price").waitFor();
  await chosen.setInputFiles(file("zone,domestic,1 kg\ndomestic,yes,4.50\nworld,no,18.00\n"));
  await told.getByText("Standard, domestic, up to 1 kg: € 4.19 → € 4.50").waitFor();
  await page.getByRole("button", { name: "Put into the draft" }).click();
  await expect.poll(() => page.getByLabel("domestic, up to 1 kg (EUR)").inputValue()).toBe("4.50");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => price.inputValue()).toBe("6.10");
  await saved(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export prices as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("rates.csv");

  await page.getByRole("navigation", { name: "Routing" }).getByRole("link", { name: "Markets" }).click();
  await page.getByRole("button", { name: "Add a market" }).click();
  await page.getByRole("group", { name: "New market" }).getByLabel("Countries").first().fill("DE");
  await page.getByRole("group", { name: "New market" }).getByLabel("Countries").first().press("Enter");
  await said(page, "DE is in eu too");
  await page.getByRole("button", { name: "Add a currency" }).click();
  await page.getByRole("textbox", { name: "Currency" }).last().fill("USD");
  await page.getByLabel("1 USD is worth").fill("0.92");
  await saved(page);
  const draft = (await (await fetch(`${address}/api/v1/routing/draft`)).json()) as {
    policy: { rates: Record<string, number>; cards: { fuel_permille: number }[] };
  };
  expect(draft.policy.rates.USD).toBe(920_000);
  expect(draft.policy.cards[0]?.fuel_permille).toBe(100);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a version whose replay found defects goes live only with a reason", async () => {
  const watched = await Watched.open(browser);
  const { page } = watched;
  const made = (await (
    await fetch(`${address}/api/v1/routing/draft`).then(async (answer) => {
      const { policy } = (await answer.json()) as { policy: unknown };
      return fetch(`${address}/api/v1/routing/versions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ note: `Odd ${word()}`, policy }),
      });
    })
  ).json()) as { version: number };
  const replay = (await (
    await fetch(`${address}/api/v1/routing/replays`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ last: 10, variants: [{ version: made.version }] }),
    })
  ).json()) as { id: string };
  await page.route(`**/api/v1/routing/replays/${replay.id}`, async (route) => {
    const answer = await route.fetch();
    const json = (await answer.json()) as { report?: { defects: number } };
    if (json.report) json.report.defects = 2;
    await route.fulfill({ response: answer, json });
  });
  await page.route(`**/api/v1/routing/versions/${made.version}`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      json: { ...(await answer.json()), replay_id: replay.id, defects: 2 },
    });
  });
  await watched.goto(`/routing/replays/${replay.id}`);
  await page
    .getByRole("alert")
    .getByText(/^2 decisions came out differently/)
    .waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: `Make v${made.version} live` }).click();
  await page.getByLabel("Reason").waitFor();
  expect(await watched.violations()).toEqual([]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a version is tried on a share of the orders, stopped, promoted and rolled back", async () => {
  const { sku, order } = await shop();
  const { channel } = (await (await fetch(`${address}/api/v1/orders/${order.id}`)).json()) as {
    channel: string;
  };
  const { policy } = (await (await fetch(`${address}/api/v1/routing/draft`)).json()) as { policy: object };
  const note = `Splits cost a cent ${word()}`;
  const { version } = await post<{ version: number }>("/routing/versions", {
    note,
    policy: { ...policy, split: 1 },
  });
  const watched = await Watched.open(browser);
  const { page } = watched;
  const start = async () => {
    await page.getByLabel("Version", { exact: true }).selectOption(String(version));
    await page.getByLabel("Share of the orders (%)").fill("100");
    await page.getByRole("combobox", { name: "Only these channels" }).fill(channel);
    await page.getByRole("combobox", { name: "Only these channels" }).press("Enter");
    await page.getByLabel("Reason").fill("A test");
    await page.getByRole("button", { name: "Start a canary" }).click();
    await page.getByRole("heading", { name: `v${version} decides about 100 % of the orders` }).waitFor();
  };
  await watched.goto("/routing/canary");
  await start();
  await said(page, "No order has come since.");
  const tried = await post<{ id: string }>("/orders", {
    channel,
    external_id: `T-${word()}`,
    currency: "EUR",
    shipping_address: {
      name: "T",
      address1: "Kai 2",
      city: "Berlin",
      postal_code: "10115",
      country_code: "DE",
    },
    lines: [{ sku, quantity: 1, unit_price: "9.90" }],
  });
  await page.getByRole("table", { name: "1 order, planned by both versions" }).waitFor({ timeout: 20_000 });
  await page.getByRole("table", { name: "What each side did" }).getByText("Handed over in time").waitFor();
  expect(await watched.look("routing-canary")).toEqual([]);

  await page.getByRole("button", { name: "Stop", exact: true }).click();
  const stop = page.getByRole("form", { name: `Stop the canary of v${version}` });
  await stop.getByText("1 order that it decided about keeps its plan.").waitFor();
  await stop.getByLabel("Reason").fill("Seen enough");
  await stop.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("list", { name: "Canaries" }).getByText("Seen enough").first().waitFor();
  await start();
  await page.getByRole("button", { name: "Promote to all" }).click();
  const promote = page.getByRole("form", { name: `Let v${version} decide about all orders` });
  await promote.getByText(/decides about all orders instead of 100 %/).waitFor();
  await promote.getByRole("button", { name: "Promote to all" }).click();
  await page.getByText(new RegExp(`^v${version} live since`)).waitFor();
  expect(await watched.violations()).toEqual([]);

  await watched.goto(`/orders/${tried.id}`);
  await said(page, `Version ${version} decided: a canary, tried on 100 % of the orders.`);
  await said(page, /would have sent it from the same locations/);
  await watched.goto("/routing/versions");
  await page.getByRole("button", { name: "Roll back to it" }).first().click();
  await page.getByRole("form").getByRole("button", { name: "Roll back to it" }).click();
  await said(page, /went back to v\d+/);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("rules are made, ordered and taken back by keys alone", async () => {
  const watched = await Watched.open(browser);
  const { page } = watched;
  const { keyboard } = page;
  await watched.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keyboard.press("g");
  await keyboard.press("w");
  await page.getByRole("list", { name: "Rules" }).waitFor();
  const names = () => page.locator("ol[aria-label=Rules] button[data-rule]").allInnerTexts();
  const before = await names();
  await keyboard.press("n");
  await page.getByRole("textbox", { name: "Name of the rule" }).waitFor();
  await page.locator(`[data-rule="${before.length}"]`).focus();
  await keyboard.press("Alt+ArrowUp");
  await expect.poll(names).toEqual([...before.slice(0, -1), "New rule", before.at(-1)]);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("New rule");
  await keyboard.press("Alt+ArrowUp");
  await expect.poll(names).toEqual([...before.slice(0, -2), "New rule", ...before.slice(-2)]);
  for (let n = 0; n < 3; n += 1) await keyboard.press("z", { delay: 120 });
  await expect.poll(names).toEqual(before);
  expect(watched.faults).toEqual([]);
  await watched.close();
});
