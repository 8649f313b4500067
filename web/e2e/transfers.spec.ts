import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { post, shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A second location, which things are sent to. */
async function elsewhere(): Promise<{ code: string; name: string }> {
  const name = word();
  await post("/locations", {
    code: `T-${name}`,
    name: `There ${name}`,
    address: { address1: "Quay 1", city: "London", postal_code: "E1 6AN", country_code: "GB" },
  });
  return { code: `T-${name}`, name: `There ${name}` };
}

test("a transfer is planned by scanner, shipped and received in parts with something missing", async () => {
  const { sku, location } = await shop();
  const there = await elsewhere();
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto(`/inventory/${sku}`);
  await page.getByRole("link", { name: "All transfers" }).click();
  await page.getByRole("button", { name: "New transfer" }).click();
  const form = page.getByRole("form", { name: "New transfer" });
  await form.getByLabel("From", { exact: true }).selectOption(location);
  await form.getByLabel("To", { exact: true }).selectOption(there.code);
  await form.getByText(`8 available at ${location}`).waitFor();
  await form.getByLabel("Units").fill("8");
  const scan = page.getByRole("textbox", { name: "Scan what is sent" });
  await scan.fill("NOT-HERE");
  await scan.press("Enter");
  await page.getByText("NOT-HERE is no SKU").waitFor();
  await scan.fill(sku.slice(2)); // its barcode
  await scan.press("Enter");
  await expect.poll(() => form.getByLabel("Units").inputValue()).toBe("9");
  await form.getByLabel("Only plan it").check();
  await form.getByRole("button", { name: "Create" }).click();

  await page.getByRole("button", { name: "Ship" }).click();
  const ship = page.getByRole("form", { name: /^Ship transfer/ });
  await ship.getByRole("button", { name: "Ship" }).click();
  await ship.getByText(`only 8 of ${sku}`).waitFor();
  await page.getByRole("button", { name: "Change the items" }).click();
  await page.getByLabel("Units").fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("cell", { name: "5", exact: true }).waitFor();
  await page.getByRole("button", { name: "Ship" }).click();
  await ship.getByRole("button", { name: "Ship" }).click();

  await page.getByRole("button", { name: "Receive" }).click();
  const arrived = page.getByRole("textbox", { name: "Scan what has arrived" });
  for (let n = 0; n < 2; n += 1) {
    await arrived.fill(sku);
    await arrived.press("Enter");
  }
  const receive = page.getByRole("form", { name: /^Receive/ });
  await expect.poll(() => receive.getByLabel(`Arrived units of ${sku}`).inputValue()).toBe("2");
  await receive.getByRole("button", { name: "Receive" }).click();
  await receive.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Receive" }).click();
  await receive.getByLabel("Nothing more will come").check();
  await receive.getByRole("button", { name: "Receive" }).click();
  await page.getByText("3 missing").waitFor();
  await page.getByRole("link", { name: "Movements" }).click();
  await page.getByRole("button", { name: /^Only of trf_/ }).waitFor();
  await page.getByRole("row").filter({ hasText: there.code }).filter({ hasText: "+2" }).waitFor();
  // The browser notes the refusal of what was not there.
  expect(watched.faults.filter((fault) => !fault.includes("409"))).toEqual([]);
  await watched.close();
});

test("by keyboard alone a transfer is opened and called back", async () => {
  const { sku, location } = await shop();
  const there = await elsewhere();
  const items = [{ sku, quantity: 3 }];
  await post("/stock/transfers", { from: location, to: there.code, reference: `R-${sku}`, items });
  const watched = await Watched.open(browser);
  const { page } = watched;
  await watched.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await page.getByRole("link", { name: `R-${sku}` }).waitFor();
  await page.keyboard.press("j");
  await page
    .getByRole("link", { name: `R-${sku}` })
    .and(page.locator(":focus"))
    .waitFor();
  await page.keyboard.press("Enter");
  const cancel = page.getByRole("button", { name: "Cancel", exact: true });
  await cancel.first().focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: `Cancel transfer R-${sku}` });
  await form.getByText("3 units that have not arrived go back").waitFor();
  await form.locator("button:focus").waitFor();
  await page.keyboard.press("Enter");
  await page.locator("main [data-tone=wait]").getByText("Canceled").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
