import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, schemes, Watched, widths } from "./browser";
import { post, shop, word } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Somebody with a note, whose name tries to be more than a name. */
async function person(): Promise<string> {
  const { id } = await post<{ id: string }>("/customers", {
    email: `${word().toLowerCase()}@example.com`,
    name: `<img src=x onerror=alert(1)> ${"Ünïcödé ".repeat(20)}`,
    phone: "+49 30 1234567",
    note: "Prefers mornings\nRings twice",
  });
  return id;
}

describe.each(widths)("at %i wide", (width) => {
  test.each(schemes)("%s", async (scheme) => {
    await shop();
    const id = await person();
    const watched = await Watched.open(browser, width, scheme);
    for (const [name, path, ready] of [
      ["customers", "/customers", "table tbody tr"],
      ["customers-no-match", "/customers?q=zzzzzz", "h2"],
      ["customers-new", "/customers?add=1", "form[aria-label='New customer']"],
      ["customer-empty", `/customers/${id}`, "h3"],
      ["customer", "/customers/ada@example.com", "table tbody tr"],
    ] as const) {
      await watched.goto(path);
      await watched.page.locator(`main ${ready}`).first().waitFor();
      await watched.picture(`${name}-${width}-${scheme}`);
      expect(await watched.violations()).toEqual([]);
      expect(await watched.overflow()).toBeLessThanOrEqual(0);
    }
    await watched.page.route("**/api/v1/customers*", (route) =>
      route.fulfill({ json: { items: [], next_cursor: "" } }),
    );
    await watched.goto("/customers");
    await watched.page.getByRole("heading", { name: "No customers yet" }).waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.faults).toEqual([]);
    await watched.close();
  });
});

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
