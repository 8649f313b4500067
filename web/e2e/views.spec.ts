import type { Browser, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launch, once, Watched } from "./browser";
import { everything } from "./everything";
import { routes } from "./routes";

/** Pages whose address has no parameter, and what else of them is looked at. Those with one show what `everything` made. */
const plain: Record<string, string[]> = {
  "/": [""],
  "/orders": ["", "?q=zzzzzz"],
  "/orders/bulk": [""],
  "/exceptions": ["", "?kind=nothing_of_this_kind"],
  "/fulfillment": ["?location=BER", "?location=BER&q=zzzz"],
  "/fulfillment/station": ["?location=BER"],
  "/fulfillment/shipments": ["?location=BER", "?location=BER&status=lost"],
  "/inventory": ["?location=BER", "?q=zzzzzz"],
  "/stock/rules": [""],
  "/stock/drift": [""],
  "/stock/movements": ["", "?sku=zzzzzz&actor=nobody"],
  "/stock/lots": ["", "?lot=zzzzzz"],
  "/stock/transfers": ["", "?add=1"],
  "/counts": ["", "?add=1"],
  "/purchasing": ["", "?add=1", "?status=canceled"],
  "/purchasing/suppliers": ["", "?add=1"],
  "/returns": ["", "?box=zzzzzz"],
  "/returns/policy": [""],
  "/catalog": ["", "?q=zzzzzz", "?add=1"],
  "/catalog/import": [""],
  "/channels": [""],
  "/channels/connect": ["", "?vendor=shopify", "?vendor=none"],
  "/customers": ["", "?q=zzzzzz", "?add=1"],
  "/routing": [""],
  "/routing/rates": [""],
  "/routing/costs": [""],
  "/routing/markets": [""],
  "/routing/replays": [""],
  "/routing/versions": [""],
  "/routing/cheaper": [""],
  "/settings": [""],
  "/settings/locations": ["", "?make=1"],
  "/settings/transit": [""],
  "/settings/promise": [""],
  "/settings/users": [""],
  "/settings/roles": [""],
  "/settings/tokens": [""],
  "/settings/webhooks": [""],
  "/settings/audit": [""],
  "/settings/jobs": [""],
  "/settings/data": ["", "?kind=stock"],
};

/** Pages before there is a session. They ask nothing of the server while they open, so none of them is empty or fails. */
const doors = ["/choose-password", "/setup", "/sign-in"];

/** Pages that show something without asking the server for it. */
const still = ["/catalog/import", "/settings", "/settings/roles"];

const long = `<b>${"Ünïcödé ".repeat(9)}</b> ${"مجموعة".repeat(6)}`;

let browser: Browser;
let watched: Watched;
let made: Record<string, string>;
beforeAll(async () => {
  browser = await launch();
  made = (await everything(long)).pages;
  watched = await Watched.open(browser);
  await watched.page.clock.install();
}, 60_000);
// Also after a failure, or what follows would fail for it.
afterEach(() => watched.page.unrouteAll({ behavior: "ignoreErrors" }));
afterAll(() => browser.close());

async function open(path: string) {
  await watched.goto(path);
  await watched.page.locator("main h1").waitFor();
  await watched.loaded();
}

/** What the page did that it must not, but for the refusals that the test had the server give. */
const faults = () => watched.faults.splice(0).filter((fault) => !/status of 50[03]/.test(fault));

const names = routes().map(({ pattern }) => pattern);
const parametric = names.filter((name) => name.includes("$"));

test("every route of the control room is looked at", () => {
  expect([...Object.keys(plain), ...doors, ...parametric].toSorted()).toEqual(names);
  expect(parametric.filter((name) => !made[name])).toEqual([]);
});

// How a page is drawn is no matter of the database.
test.skipIf(once).each([...Object.keys(plain), ...parametric])("%s, full", async (name) => {
  const wrong: string[] = [];
  for (const path of plain[name]?.map((search) => name + search) ?? [made[name]!]) {
    await open(path);
    wrong.push(...(await watched.look(`full-${path}`)));
  }
  expect(wrong).toEqual([]);
  expect(faults()).toEqual([]);
});

test.skipIf(once).each(doors)("%s", async (name) => {
  await watched.page.route("**/api/v1/session", (route) =>
    route.fulfill({ json: { mode: "serve", setup_required: false, user: null } }),
  );
  await open(name === "/sign-in" ? name : `${name}?token=anything`);
  expect(await watched.look(`door-${name}`)).toEqual([]);
  expect(faults()).toEqual([]);
});

// What an answer says when it has nothing, and what a page shows when there is none, is no matter of the database.
test.skipIf(once).each(Object.keys(plain))("%s, empty", async (name) => {
  await watched.page.route("**/api/v1/**", emptied);
  await open(name);
  expect(await watched.glance(`empty-${name}`)).toEqual([]);
  expect(faults()).toEqual([]);
});

test.skipIf(once).each([...Object.keys(plain), ...parametric].filter((name) => !still.includes(name)))(
  "%s, failing",
  async (name) => {
    const { page } = watched;
    await page.route("**/api/v1/**", failing);
    await watched.goto(made[name] ?? name);
    const retry = page.locator("main [role=alert]").getByRole("button", { name: "Try again" });
    // A page asks three times before it gives up; the clock goes there at once.
    const offered = async () => (await page.clock.fastForward(5_000), retry.count());
    await expect.poll(offered, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await watched.glance(`failing-${name}`)).toEqual([]);
    expect(faults()).toEqual([]);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    const again = async () => {
      await retry
        .first()
        .click({ timeout: 1_000 })
        .catch(() => undefined); // it may have come back by itself
      return retry.count();
    };
    await expect.poll(again, { timeout: 20_000 }).toBe(0);
  },
);

const whoAsks = /\/api\/v1\/(session|demo|events\/stream)/;

/** The server's own answer, every list in it without an item. */
async function emptied(route: Route) {
  if (route.request().method() !== "GET" || whoAsks.test(route.request().url())) return route.fallback();
  const answer = await route.fetch();
  const json: unknown = await answer.json().catch(() => undefined);
  if (!json || typeof json !== "object" || !("items" in json)) return route.fulfill({ response: answer });
  return route.fulfill({ response: answer, json: { ...json, items: [], next_cursor: "" } });
}

const failing = (route: Route) =>
  whoAsks.test(route.request().url())
    ? route.fallback()
    : route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        json: {
          title: "Service Unavailable",
          status: 503,
          detail: "the database is not there",
          code: "unavailable",
        },
      });
