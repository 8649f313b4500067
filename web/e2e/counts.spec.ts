import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";
import { post, shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

type Sheet = { id: string; number: string };

/** Another SKU with stock at the location, more than ten of it. */
async function another(location: string): Promise<string> {
  const sku = `S-${word()}`;
  await post("/skus", { code: sku, title: `Cap ${sku} ${"wide ".repeat(8)}`, barcode: `${word()}B` });
  await post("/stock/movements", { sku, location, quantity: 12, reason: "received" });
  return sku;
}

test("a count is planned, worked by scanner, and its variance decided", async () => {
  const { sku, location } = await shop();
  const second = await another(location);
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto("/counts?add=1");
  const form = page.getByRole("form", { name: "New count" });
  await form.getByLabel("Location").selectOption(location);
  await form.getByLabel("Note").fill("Aisle <b>4</b>");
  await form.getByText("By a list").click();
  await form.getByLabel("Codes of the SKUs").fill(`${sku}\n${second}`);
  await form.getByLabel("Units").fill("1");
  await form.getByRole("button", { name: "Plan the count" }).click();
  await page.getByRole("heading", { level: 1, name: /^CC-/ }).waitFor();

  await page.getByRole("button", { name: "Count", exact: true }).click();
  const scan = page.getByRole("textbox", { name: "Scan an item" });
  const type = async (code: string) => {
    await scan.fill(code);
    await scan.press("Enter");
  };
  for (let n = 0; n < 3; n += 1) await type(sku);
  await page.getByText(new RegExp(`^3 × Tee`)).waitFor();
  await page.getByText("1 of 2").waitFor();
  await type(second);
  await page.getByRole("button", { name: "Type a figure" }).click();
  await page.getByRole("textbox", { name: /^How many of Cap/ }).fill("11");
  await page.getByRole("button", { name: "Keep it" }).click();
  const stray = await another(location);
  await type(stray);
  await page.getByText(`${stray} is not on this sheet`).waitFor();
  expect(await watched.look("counting")).toEqual([]);
  await page.getByRole("button", { name: `Put ${stray} on the sheet` }).click();
  await page.getByText("3 of 3").waitFor();
  expect(await page.getByText("The books expect").count()).toBe(0); // it is blind
  await page.reload();
  await page.getByText("3 of 3").waitFor();
  await page.getByRole("button", { name: "The counting is done" }).click();
  await page
    .getByRole("form", { name: /the counting is done$/ })
    .getByRole("button", { name: "The counting is done" })
    .click();

  await page.getByText("To review").waitFor();
  await page.getByRole("button", { name: "Choose all 2 that wait" }).click();
  await page.getByText(/^2 chosen: −/).waitFor();
  expect(await watched.look("count-review")).toEqual([]);
  await page.getByLabel(`Choose ${stray}`).uncheck();
  await page.getByRole("button", { name: "Approve 1" }).click();
  await page.getByText("1 variance is in the books").waitFor();
  await page.getByLabel(`Choose ${stray}`).check();
  await page.getByRole("button", { name: "Count 1 again" }).click();
  await page.getByText("to count again").waitFor();
  await page.getByRole("radiogroup", { name: "Lines shown" }).getByText("Not counted").click();
  await page.getByRole("cell", { name: stray }).first().waitFor();
  await page.getByRole("button", { name: "The counting is done" }).click();
  await page
    .getByRole("form", { name: /the counting is done$/ })
    .getByRole("button", { name: "The counting is done" })
    .click();
  await expect.poll(() => page.locator("main [data-tone=done]").first().innerText()).toBe("Closed");
  await watched.goto(`/counts?location=${location}`);
  await page.getByText("1 count shown").waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("figures come from a file, and scans wait for the network", async () => {
  const { sku, location } = await shop();
  const made = await post<Sheet>("/counts", { location, open: true });
  const watched = await Watched.open(browser, 360, "dark");
  const { page } = watched;
  await watched.goto(`/counts/${made.id}`);
  const sheet = page.getByRole("link", { name: "Sheet as CSV" });
  expect(await sheet.getAttribute("href")).toBe(`/api/v1/counts/${made.id}/sheet.csv`);
  await page
    .locator("main input[type=file]")
    .setInputFiles({ name: "c.csv", mimeType: "text/csv", buffer: Buffer.from(`sku,counted\n${sku},9\n`) });
  await page.getByText(`Figures of ${made.number} taken in`).waitFor();
  await watched.goto(`/counts/${made.id}/station`);
  await page.getByRole("button", { name: sku }).click();
  await page.getByText("The books expect").waitFor();
  await page.route("**/tallies", (route) => route.abort());
  const scan = page.getByRole("textbox", { name: "Scan an item" });
  await scan.fill(sku);
  await scan.press("Enter");
  await page.getByText("The server does not answer").waitFor();
  await page.unroute("**/tallies");
  await expect.poll(() => page.getByText("The server does not answer").count(), { timeout: 15_000 }).toBe(0);
  const after = await page.evaluate(
    async (id) =>
      ((await (await fetch(`/api/v1/counts/${id}`)).json()) as { lines: { counted: number }[] }).lines,
    made.id,
  );
  expect(after[0]?.counted).toBe(10);
  await watched.close();
});

test("lots and serial numbers are counted by scanner, and one that is new with its date", async () => {
  const { location } = await shop(0);
  const [cream, drill] = [`CREAM-${word()}`, `DRILL-${word()}`];
  const arrived = { location, reason: "received" };
  await post("/skus", { code: cream, title: `Cream ${cream}`, tracking: "lot" });
  await post("/skus", { code: drill, title: `Drill ${drill}`, tracking: "serial" });
  await post("/stock/movements", {
    ...arrived,
    sku: cream,
    quantity: 3,
    lot: "L-A",
    expires_on: "2031-01-31",
  });
  await post("/stock/movements", {
    ...arrived,
    sku: cream,
    quantity: 4,
    lot: "L-B",
    expires_on: "2031-06-30",
  });
  await post("/stock/movements", { ...arrived, sku: drill, quantity: 2, serials: ["SN-1", "SN-2"] });
  const made = await post<Sheet>("/counts", { location });
  const watched = await Watched.open(browser, 1280, "light");
  const { page } = watched;
  await watched.goto(`/counts/${made.id}/station`);
  expect(await page.getByText("SN-1").count()).toBe(0); // which numbers there are is for the counter to find
  const scan = page.getByRole("textbox", { name: "Scan an item" });
  const type = async (code: string) => {
    await scan.fill(code);
    await scan.press("Enter");
  };
  for (let n = 0; n < 3; n += 1) await type("L-A");
  await page.getByText(`3 × Cream ${cream}, L-A`).waitFor();
  await type("L-B");
  await type(cream); // the item itself is one more of the lot at hand
  await page.getByText(`2 × Cream ${cream}, L-B`).waitFor();
  await type("L-NEW");
  const form = page.getByRole("form", { name: "Lot L-NEW is on the shelf" });
  await form.getByLabel("Last good day").fill("2031-12-24");
  await form.getByLabel("Found").fill("2");
  await form.getByRole("button", { name: "Keep it" }).click();
  await type(drill);
  await page.getByText(`Scan the serial number of Drill ${drill}`).waitFor();
  await type("SN-2");
  await type("SN-2");
  await page.getByText("SN-2 was scanned already").waitFor();
  await page.getByRole("button", { name: /SN-2/ }).waitFor();
  await page.getByRole("button", { name: "The counting is done" }).click();
  await page
    .getByRole("form", { name: /the counting is done$/ })
    .getByRole("button", { name: "The counting is done" })
    .click();
  await page.getByText("To review").waitFor();
  await page.getByText("lot not in the books").waitFor();
  await page.getByLabel(`Choose ${drill}, SN-1`).check();
  await page.getByLabel(`Choose ${cream}, L-NEW`).check();
  await page.getByRole("button", { name: "Approve 2" }).click();
  await page.getByText("2 variances are in the books").waitFor();
  await page.getByRole("link", { name: "L-NEW" }).click();
  await page.getByRole("heading", { level: 1, name: /L-NEW/ }).waitFor();
  await page.getByText("24 Dec 2031").or(page.getByText("Dec 24, 2031")).first().waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
