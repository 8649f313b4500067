import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { address, launch, once, Watched } from "./browser";
import { everything } from "./everything";
import { routes } from "./routes";

/** Views that keep something in their address: what is asked of each here. $made is the page of what `everything` made. */
const views: Record<string, string> = {
  "/orders": "/orders?filter=lifecycle:open&sort=-total&columns=number,customer,total",
  "/orders/$id": "$made?timeline=money",
  "/exceptions": "/exceptions?kind=unfillable&owner=none",
  "/fulfillment": "/fulfillment?location=HAM&q=zzzz&only=late",
  "/fulfillment/station": "/fulfillment/station?location=HAM",
  "/fulfillment/waves": "/fulfillment/waves?location=HAM&all=1",
  "/fulfillment/shipments": "/fulfillment/shipments?location=HAM&status=delivered",
  "/inventory": "/inventory?q=BEAN&location=HAM&only=low&sort=available&figure=on_hand",
  "/stock/drift": "/stock/drift?state=failed",
  "/stock/lots": "/stock/lots?lot=zz&within=30&location=BER",
  "/stock/movements": "/stock/movements?sku=BEAN-INK&reason=shipped&location=BER",
  "/stock/transfers": "/stock/transfers?status=draft&location=HAM",
  "/counts": "/counts?status=closed&location=HAM",
  "/counts/$id": "$made?show=differs",
  "/purchasing": "/purchasing?status=received&supplier=NORDFASER",
  "/purchasing/suppliers": "/purchasing/suppliers?add=1",
  "/returns": "/returns?queue=closed&location=HAM",
  "/catalog": "/catalog?q=BEAN&active=true",
  "/catalog/import": "/catalog/import?run=imp_none",
  "/customers": "/customers?q=ada",
  "/channels/connect": "/channels/connect?vendor=shopify",
  "/routing": "/routing?rule=1",
  "/routing/rates": "/routing/rates?card=standard",
  "/routing/replays/$id": "$made?all=1",
  "/routing/versions": "/routing/versions?from=1&to=2",
  "/settings/locations": "/settings/locations?make=1",
  "/settings/transit": "/settings/transit?table=standard",
  "/settings/webhooks/$id": "$made?status=dead",
  "/settings/audit": "/settings/audit?type=order.*&actor=demo",
  "/settings/jobs": "/settings/jobs?state=dead",
  "/settings/data": "/settings/data?kind=stock",
};

/** They are opened once, from a link, and keep nothing to come back to. */
const doors = ["/sign-in", "/setup", "/choose-password"];

let browser: Browser;
let watched: Watched;
let made: Record<string, string>;
beforeAll(async () => {
  browser = await launch();
  if (!once) made = (await everything("Kept in the address")).pages;
  watched = await Watched.open(browser);
}, 60_000);
afterAll(() => browser.close());

test("every view that keeps something in its address is looked at", () => {
  const keeping = routes().filter(({ keeps }) => keeps);
  expect([...Object.keys(views), ...doors].toSorted()).toEqual(keeping.map(({ pattern }) => pattern));
});

/** What a person set on the page: fields, choices, what is open; the same again is the same view. */
const settled = (page: Page) =>
  page.locator("main").evaluate((main) => {
    const states = ["aria-pressed", "aria-checked", "aria-current", "aria-selected", "aria-expanded"];
    const chosen = [...main.querySelectorAll("input, select, [aria-current]:not(time), [aria-pressed]")];
    return chosen.map((one) => {
      const field = one instanceof HTMLInputElement || one instanceof HTMLSelectElement;
      const value = !field
        ? ""
        : one.type === "radio" || one.type === "checkbox"
          ? String((one as HTMLInputElement).checked)
          : one.value;
      return [
        one.getAttribute("aria-label") ?? one.textContent,
        value,
        ...states.map((state) => one.getAttribute(state)),
      ].join("|");
    });
  });

async function arrived(page: Page) {
  await page.locator("main h1").waitFor();
  await watched.loaded();
  return settled(page);
}

// What an address restores is no matter of the database.
test.skipIf(once).each(Object.keys(views))("a link, reload and back restore %s", async (name) => {
  const { page } = watched;
  const path = views[name]!.replace("$made", made[name] ?? "");
  await watched.goto(path); // a shared link
  const shared = await arrived(page);
  const at = page.url();
  await page.reload();
  expect(await arrived(page)).toEqual(shared);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
  await page.goBack();
  await expect.poll(() => page.url(), { timeout: 10_000 }).toBe(at);
  await expect.poll(() => arrived(page), { timeout: 10_000 }).toEqual(shared);
  for (const [key, value] of new URL(address + path).searchParams)
    expect(new URL(at).searchParams.get(key)).toBe(value); // the page didn't drop what it was asked
  expect(watched.faults.splice(0).filter((fault) => !fault.includes("404"))).toEqual([]);
});
