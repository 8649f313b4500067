import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function open(path: string): Promise<Watched> {
  const watched = await Watched.open(browser);
  await ready(watched, path);
  return watched;
}

async function ready(watched: Watched, path: string) {
  await watched.goto(`/settings/${path}`);
  await watched.page.waitForSelector("main h1");
  await watched.loaded();
}

test("a location is made, and a wrong time zone is said beside its field", async () => {
  const code = word();
  const watched = await open("locations");
  const { page } = watched;
  await page.getByRole("button", { name: "New location" }).click();
  const form = page.getByRole("form", { name: "New location" });
  await form.getByLabel("Code", { exact: false }).first().fill(code);
  await form.getByLabel("Latitude").fill("53.55");
  await form.getByLabel("Longitude").fill("9.99");
  await form.getByLabel("Time zone").fill("Nowhere/Land");
  await form.getByRole("group", { name: "Days on which parcels leave" }).getByLabel("Monday").check();
  await watched.picture("location-form");
  await form.getByRole("button", { name: "New location" }).click();
  await form.getByText("is not an IANA time zone").waitFor();
  await form.getByLabel("Time zone").fill("Europe/Berlin");
  await form.getByRole("button", { name: "New location" }).click();
  await page.getByRole("link", { name: code }).click();
  await page.getByLabel("Cut-off on Monday").waitFor();
  expect(await page.getByLabel("Cut-off on Monday").inputValue()).toBe("15:00");
  expect(await watched.violations()).toEqual([]);
  await watched.close();
});

test("transit times are typed and imported, and a basket is promised by them", async () => {
  const { location, sku } = await shop();
  const [service, away] = [word().toLowerCase(), word().toLowerCase()];
  const watched = await open("transit");
  const { page } = watched;
  await page.getByRole("button", { name: "New table" }).click();
  const form = page.getByRole("form", { name: "New table" });
  await form.getByLabel("Service", { exact: false }).first().fill(service);
  const lane = form.getByRole("group", { name: "Lane 1" });
  await lane.getByLabel("To", { exact: true }).fill("de");
  await lane.getByLabel("Days to").fill("3");
  await form.getByRole("button", { name: "New table" }).click();
  const row = page.getByRole("listitem").filter({ hasText: service });
  await row.getByText("1 lane").waitFor();
  await row.getByRole("button", { name: service }).click();
  await page.getByRole("form", { name: "Edit table" }).waitFor();
  expect(await watched.look("settings-transit-form")).toEqual([]);
  await page.locator("input[type=file]").setInputFiles({
    name: "transit.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`service,to,min_days,max_days\n${away},FR,2,4\n`),
  });
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByRole("button", { name: /Import 1/ }).click();
  await page.getByRole("listitem").filter({ hasText: away }).first().waitFor();

  await ready(watched, "promise");
  await page.getByLabel("Channel").selectOption(`c-${location.slice(2).toLowerCase()}`);
  await page.getByLabel("Country").fill("DE");
  await page.getByLabel("SKU").fill(sku);
  await page.getByRole("button", { name: "When would it arrive?" }).click();
  await page.getByRole("heading", { name: "Standard" }).waitFor();
  await page.getByText("Handed to the carrier").first().waitFor();
  expect(await watched.look("settings-promise-answer")).toEqual([]);
  await page.getByLabel("SKU").fill("no such thing");
  await page.getByRole("button", { name: "When would it arrive?" }).click();
  await page.getByText("is not known").first().waitFor();
  await watched.close();
});

test("a token is shown once and revoked", async () => {
  const name = word();
  const watched = await open("tokens");
  const { page } = watched;
  await page.getByRole("button", { name: "New token" }).click();
  const form = page.getByRole("form", { name: "New token" });
  await form.getByLabel("What it is for").fill(name);
  await form.getByRole("button", { name: "New token" }).click();
  await page.getByText(/^sy_/).first().waitFor();
  await page.getByRole("button", { name: "I kept it" }).click();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByRole("button", { name: "Revoke" }).click();
  await row.getByText("Revoked").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a user is invited with a link, and deactivated", async () => {
  const name = `Ada ${word()}`;
  const watched = await open("users");
  const { page } = watched;
  await page.getByRole("button", { name: "New user" }).click();
  const form = page.getByRole("form", { name: "New user" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("E-mail").fill(`${word().toLowerCase()}@example.com`);
  await form.getByRole("button", { name: "Make user and link" }).click();
  await page.getByText(/choose-password\?token=/).waitFor();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByText("Invited").waitFor();
  await row.getByRole("button", { name: "Deactivate" }).click();
  await row.getByText("Inactive").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a webhook is made, its secret shown, and it is deleted", async () => {
  const name = word();
  const watched = await open("webhooks");
  const { page } = watched;
  await page.getByRole("button", { name: "New webhook" }).click();
  const form = page.getByRole("form", { name: "New webhook" });
  await form.getByLabel("Address").fill(`https://example.com/${name}`);
  await form.getByRole("button", { name: "New webhook" }).click();
  await page.getByRole("link", { name: new RegExp(name) }).click();
  await page.getByRole("button", { name: "Show secret" }).click();
  await page.getByText(/^whsec_/).waitFor();
  await watched.picture("webhook");
  expect(await watched.violations()).toEqual([]);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page
    .getByRole("form", { name: "Delete this webhook" })
    .getByRole("button", { name: "Delete" })
    .click();
  await expect.poll(() => new URL(page.url()).pathname).toBe("/settings/webhooks");
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("stock comes in from a file", async () => {
  const { sku, location } = await shop(0);
  const watched = await open("data");
  const { page } = watched;
  await page.locator("select").first().selectOption("stock");
  await page.locator("input[type=file]").setInputFiles({
    name: "stock.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`sku,location,quantity\n${sku},${location},7\n`),
  });
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("link", { name: "stock.csv" }).first().waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
