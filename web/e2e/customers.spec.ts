import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test("a customer is made, found and edited", async () => {
  const name = word();
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto("/customers");
  await page.getByRole("button", { name: "New customer" }).click();
  const form = page.getByRole("form", { name: "New customer" });
  await form.getByLabel("E-mail address").fill(`${name}@example.com`);
  await form.getByLabel("Name").fill(`Grace ${name}`);
  await form.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { level: 1, name: `Grace ${name}` }).waitFor();

  await watched.goto("/customers");
  await page.getByRole("searchbox", { name: "Name, e-mail address" }).fill(name);
  await page.getByRole("link", { name: `Grace ${name}` }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("Leave it with the neighbor");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("section").getByText("Leave it with the neighbor").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
