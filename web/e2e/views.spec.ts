import type { Browser, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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
  "/fulfillment/waves": ["?location=BER&all=1", "?location=BER&add=1"],
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
  "/routing/canary": [""],
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
let made: Record<string, string>;
const idle: Watched[] = [];
beforeAll(async () => {
  browser = await launch();
  made = (await everything(long)).pages;
}, 60_000);
afterAll(() => browser.close());

/** A page that no test uses; what a test did not give back in time is not waited for. */
async function another() {
  const watched = await Watched.open(browser);
  await watched.page.clock.install();
  return watched;
}

/** A test with a page of its own, since several run side by side. */
const withPage =
  (look: (name: string, watched: Watched, its: typeof expect) => Promise<void>) =>
  async (name: string, { expect: its }: { expect: typeof expect }) => {
    const watched = idle.pop() ?? (await another());
    try {
      await look(name, watched, its);
      its(faults(watched)).toEqual([]);
    } finally {
      await watched.page.unrouteAll({ behavior: "ignoreErrors" });
      watched.faults.length = 0;
      idle.push(watched);
    }
  };

async function open(watched: Watched, path: string) {
  await watched.goto(path);
  await watched.page.locator("main h1").waitFor();
  await watched.loaded();
}

/** What the page did that it must not, but for the refusals that the test had the server give. */
const faults = (watched: Watched) => watched.faults.filter((fault) => !/status of 50[03]/.test(fault));

const names = routes().map(({ pattern }) => pattern);
const parametric = names.filter((name) => name.includes("$"));

test("every route of the control room is looked at", () => {
  expect([...Object.keys(plain), ...doors, ...parametric].toSorted()).toEqual(names);
  expect(parametric.filter((name) => !made[name])).toEqual([]);
});

// How a page is drawn is no matter of the database, nor is what an answer says that has nothing.
const side = test.skipIf(once).concurrent;

const views = Object.entries(plain).flatMap(([name, searches]) => searches.map((search) => name + search));

side.for([...views, ...parametric])(
  "%s, full",
  withPage(async (view, watched, its) => {
    const path = made[view] ?? view;
    await open(watched, path);
    its(await watched.look(`full-${path}`)).toEqual([]);
  }),
);

side.for(doors)(
  "%s",
  withPage(async (name, watched, its) => {
    await watched.page.route("**/api/v1/session", (route) =>
      route.fulfill({ json: { mode: "serve", setup_required: false, user: null } }),
    );
    await open(watched, name === "/sign-in" ? name : `${name}?token=anything`);
    its(await watched.look(`door-${name}`)).toEqual([]);
  }),
);

side.for(Object.keys(plain))(
  "%s, empty",
  withPage(async (name, watched, its) => {
    await watched.page.route("**/api/v1/**", emptied);
    await open(watched, name);
    its(await watched.glance(`empty-${name}`)).toEqual([]);
  }),
);

side.for([...Object.keys(plain), ...parametric].filter((name) => !still.includes(name)))(
  "%s, failing",
  withPage(async (name, watched, its) => {
    const { page } = watched;
    await page.route("**/api/v1/**", failing);
    await watched.goto(made[name] ?? name);
    const retry = page.locator("main [role=alert]").getByRole("button", { name: "Try again" });
    // A page asks three times before it gives up; the clock goes there at once.
    const offered = async () => (await page.clock.fastForward(5_000), retry.count());
    await its.poll(offered, { timeout: 20_000 }).toBeGreaterThan(0);
    its(await watched.glance(`failing-${name}`)).toEqual([]);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    const again = async () => {
      await retry
        .first()
        .click({ timeout: 1_000 })
        .catch(() => undefined); // it may have come back by itself
      return retry.count();
    };
    await its.poll(again, { timeout: 20_000 }).toBe(0);
  }),
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
