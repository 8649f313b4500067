import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, schemes, Watched, widths } from "./browser";
import { shop } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(widths)("at %i wide", (width) => {
  test.each(schemes)("%s", async (scheme) => {
    await shop(0);
    const watched = await Watched.open(browser, width, scheme);
    await watched.goto("/exceptions");
    await watched.page.getByRole("list", { name: "Exceptions" }).waitFor();
    await watched.picture(`exceptions-${width}-${scheme}`);
    expect(await watched.violations()).toEqual([]);
    expect(await watched.overflow()).toBeLessThanOrEqual(0);
    expect(watched.faults).toEqual([]);
    await watched.close();
  });
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
