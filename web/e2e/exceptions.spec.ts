import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { shop } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test("at every width", async () => {
  await shop(0);
  const watched = await Watched.open(browser);
  await watched.goto("/exceptions");
  await watched.page.getByRole("list", { name: "Exceptions" }).waitFor();
  expect(await watched.look("exceptions")).toEqual([]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("an exception is acknowledged and resolved in its row", async () => {
  const { sku } = await shop(0);
  const watched = await Watched.open(browser, 1280, "light");
  await watched.goto("/exceptions?kind=unfillable");
  const row = watched.page.getByRole("listitem").filter({ hasText: sku });
  await row.getByRole("button", { name: "Acknowledge" }).click();
  await row.getByText("Acknowledged").waitFor();
  await row.getByRole("button", { name: "Resolve" }).click();
  await watched.page.keyboard.type("Ordered more of it");
  await watched.page.keyboard.press("Enter");
  await row.waitFor({ state: "detached" });
  expect(watched.faults).toEqual([]);
  await watched.close();
});
