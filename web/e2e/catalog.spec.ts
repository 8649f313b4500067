import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { post, shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const csv = (name: string, text: string) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

/** A bundle of one SKU with a listing on a channel of its own. */
async function bundle() {
  const { sku } = await shop();
  const channel = `c-${sku.slice(2).toLowerCase()}`;
  const set = `B-${sku}`;
  await post("/skus", {
    code: set,
    title: `مجموعة <b>set</b> ${"long ".repeat(30)}`,
    components: [{ sku, quantity: 2 }],
    length_mm: 300,
    width_mm: 200,
    height_mm: 20,
    weight_grams: 600,
  });
  await post("/listings", { channel, sku: set, price: "49.90", buffer: 2, cap: 10 });
  return { sku, set, channel };
}

test("a bundle can be read at every width", async () => {
  const { set } = await bundle();
  const watched = await Watched.open(browser);
  await watched.goto(`/catalog/${set}`);
  await watched.page.locator("main table tbody tr").first().waitFor();
  expect(await watched.look("catalog-bundle")).toEqual([]);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a SKU is made with the keyboard alone", async () => {
  const code = `K-${word()}`;
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto("/catalog");
  await page.getByRole("button", { name: "New SKU" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("form", { name: "New SKU" }).waitFor();
  await page.keyboard.type(code);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Kettle, sage");
  await page.keyboard.press("Tab");
  await page.keyboard.type("4006381333931");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Kettle, sage" }).waitFor();
  await page.getByText("4006381333931").waitFor();

  await page.getByRole("button", { name: "Edit", exact: true }).focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: `Edit ${code}` });
  await form.getByLabel("Weight in grams").focus();
  await page.keyboard.type("250");
  await page.keyboard.press("Enter");
  await page.getByText("250 g").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a SKU is offered on a channel, and its limits are changed", async () => {
  const { sku } = await shop();
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto(`/catalog/${sku}`);
  await page.getByRole("button", { name: "Add a listing" }).click();
  const add = page.getByRole("form", { name: `Offer ${sku} on a channel` });
  await add.getByLabel("Channel", { exact: true }).selectOption(`c-${sku.slice(2).toLowerCase()}`);
  await add.getByLabel("Price").fill("19.90");
  await add.getByLabel("Cap").fill("5");
  expect(await watched.violations()).toEqual([]);
  await add.getByRole("button", { name: "Create" }).click();
  const row = page.getByRole("table", { name: "Listings" }).getByRole("row").nth(1);
  await row.getByText("€ 19.90").waitFor();
  await row.getByRole("button").click();
  const edit = page.getByRole("form", { name: new RegExp(`^Edit the listing of ${sku}`) });
  await edit.getByLabel("Price").fill("24.50");
  await edit.getByLabel("Cap").fill("");
  await page.keyboard.press("Enter");
  await row.getByText("€ 24.50").waitFor();
  await row.getByText("None").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a file is checked first, then imported, and its rejects come back", async () => {
  const name = word();
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto("/catalog/import");
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByText("Choose a file first").waitFor();
  const rows = [
    "SKU,Name,EAN,Hue",
    `I-${name}-1,Mug,4006381333931,red`,
    `I-${name}-2,Cup,,blue`,
    ",Nameless,,",
  ];
  await page.locator("input[type=file]").setInputFiles(csv(`${name}.csv`, rows.join("\n")));
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByRole("heading", { name: "What would happen" }).waitFor();
  await page.getByText("not read").waitFor();
  await watched.picture("import-dry-run");
  expect(await watched.violations()).toEqual([]);
  await page.getByRole("button", { name: "Import 2 rows" }).click();
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  expect(await watched.violations()).toEqual([]);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download rejected rows" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/rejects\.csv$/);
  await page.reload();
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  await watched.goto(`/catalog?q=I-${name}`);
  await page.getByText("2 SKUs shown").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
