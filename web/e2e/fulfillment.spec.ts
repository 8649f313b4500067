import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { address, launch, Watched, type Scheme } from "./browser";
import { post, shop, type Made } from "./shop";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

type Work = { id: string; number: string; status: string; lines: { quantity: number }[]; parcels: unknown[] };

async function workOf(made: Made): Promise<Work> {
  const answer = await fetch(`${address}/api/v1/fulfillment-orders?order=${made.order.id}`);
  return ((await answer.json()) as { items: Work[] }).items[0]!;
}

/** A shop of its own whose work is released. */
async function released() {
  const made = await shop();
  const work = await workOf(made);
  await post(`/fulfillment-orders/${work.id}/release`, undefined);
  return { ...made, work, barcode: made.sku.slice(2) };
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const said = (page: Page, text: string) => page.getByRole("alert").getByText(text).waitFor();

/** Types as a scanner does: wherever the focus is, all at once, Enter at the end. */
async function scan(page: Page, code: string) {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

/** A page whose print dialog, at which a browser without a screen breaks down, only notes what it is opened on. */
async function opened(width?: number, scheme?: Scheme): Promise<Watched> {
  const watched = await Watched.open(browser, width, scheme);
  await watched.page.addInitScript(() => {
    const dialogs: string[] = [];
    Object.assign(window, { dialogs });
    const frame = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow")!;
    Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
      get(this: HTMLIFrameElement) {
        if (!this.src.endsWith(".pdf")) return frame.get!.call(this);
        return { print: () => dialogs.push(this.src) };
      },
    });
  });
  return watched;
}

/** Waits for the print dialog on a paper. */
const printed = (page: Page, paper: string) =>
  expect
    .poll(() => page.evaluate(() => (window as unknown as { dialogs: string[] }).dialogs.join(" ")))
    .toContain(paper);

test("every step from the board to the door", { timeout: 180_000 }, async () => {
  const board = await shop();
  const watched = await opened();
  const { page } = watched;
  const check = async (name: string) => expect(await watched.look(name)).toEqual([]);
  await watched.goto(`/fulfillment?location=${board.location}&column=to_release`);
  await page.getByRole("link", { name: `${board.order.number}-1` }).waitFor();
  await check("board");
  await watched.goto(`/fulfillment?location=${board.location}&q=zzzz`);
  await page.getByText("No work matches").waitFor();
  await check("board-no-match");
  await watched.goto("/fulfillment?location=BER");
  await page.getByRole("region", { name: "Handed over today" }).waitFor();
  await check("board-full");
  // Not before it is needed: the demo's own pickers would take it after a while.
  const { location, work, barcode, sku } = await released();
  await watched.goto(`/fulfillment/station?location=${location}`);
  await page.getByRole("link", { name: work.number }).waitFor();
  await check("station");
  await page.getByRole("link", { name: work.number }).click();
  await page.getByText("0 of 2 picked").waitFor();
  await scan(page, "WRONG-ITEM");
  await said(page, "Wrong item: WRONG-ITEM is not in this order");
  await check("pick-wrong");
  await scan(page, barcode);
  await button(page, "Short").click();
  await check("pick-short");
  await page.keyboard.press("Escape");
  await scan(page, sku);
  await button(page, "Confirm the pick").click();
  await page.getByText("0 of 2 packed").waitFor();
  await scan(page, barcode);
  await check("pack");
  await button(page, "All in here").click();
  await button(page, "Confirm the boxes").click();
  await page.getByRole("radio").first().waitFor();
  await page.getByText("the cheapest service that keeps it is proposed", { exact: false }).waitFor();
  expect(await page.getByRole("radio", { name: "arrives", exact: false, checked: true }).count()).toBe(1);
  await check("ship");
  await button(page, "Buy and print the label").click();
  await page.getByText("Everything is handed over").waitFor();
  await check("done");
  await watched.goto(`/fulfillment/shipments?location=${location}`);
  await page.getByRole("row").nth(1).waitFor();
  await check("shipments");
  await watched.goto(`/fulfillment/shipments?location=${location}&status=lost`);
  await page.getByText("No shipment matches").waitFor();
  await check("shipments-no-match");
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("many are released from the board, and its pick list is printed", async () => {
  const made = await shop();
  const work = await workOf(made);
  const watched = await opened();
  const { page } = watched;
  await watched.goto(`/fulfillment?location=${made.location}`);
  await page.getByRole("checkbox", { name: `Select ${work.number}` }).check();
  await watched.picture("board-selected");
  expect(await watched.violations()).toEqual([]);
  await button(page, "Release 1").click();
  const toPick = page.getByRole("region", { name: "To pick" });
  await toPick.getByRole("link", { name: work.number }).waitFor();
  await button(page, "Print the pick list").click();
  await printed(page, `${made.location}/pick-list.pdf`);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a change elsewhere waits until it is asked for", async () => {
  const made = await shop();
  const work = await workOf(made);
  const watched = await opened();
  const { page } = watched;
  await watched.goto(`/fulfillment?location=${made.location}`);
  const toRelease = page.getByRole("region", { name: "To release" });
  await toRelease.getByRole("link", { name: work.number }).waitFor();
  await post(`/fulfillment-orders/${work.id}/release`, undefined);
  await page.getByText("1 change", { exact: true }).waitFor();
  expect(await toRelease.getByRole("link", { name: work.number }).count()).toBe(1);
  await button(page, "Show").click();
  await page.getByRole("region", { name: "To pick" }).getByRole("link", { name: work.number }).waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a short pick is told with its reason, and scans survive a reload", async () => {
  const { location, work, barcode, order } = await released();
  const watched = await opened(360);
  const { page } = watched;
  await watched.goto(`/fulfillment/station?location=${location}`);
  await page.getByText("1 fulfillment order waits").waitFor();
  await scan(page, work.number);
  await page.waitForURL(`**/fulfillment/station/${work.id}`);
  await page.getByText("0 of 2 picked").waitFor();
  await scan(page, barcode);
  await page.getByText("1 of 2 picked").waitFor();
  await page.reload();
  await page.getByText("1 of 2 picked").waitFor();
  await button(page, "Undo").click();
  await page.getByText("0 of 2 picked").waitFor();
  await scan(page, barcode);
  await button(page, "Short").click();
  await button(page, "Damaged").click();
  await button(page, "Confirm the pick").click();
  await page.getByText("0 of 1 packed").waitFor();
  const answer = await fetch(`${address}/api/v1/orders/${order.id}`);
  const { exceptions } = (await answer.json()) as { exceptions: { summary: string }[] };
  expect(exceptions.map((one) => one.summary).join()).toContain("The picker says: damaged.");
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a whole order by keyboard and scanner alone, in two boxes", async () => {
  const { location, work, barcode, sku, order } = await released();
  const watched = await opened(1280, "dark");
  const { page } = watched;
  const press = async (name: string) => {
    await button(page, name).focus();
    await page.keyboard.press("Enter");
  };
  await watched.goto(`/fulfillment/station?location=${location}`);
  await page.getByText("1 fulfillment order waits").waitFor();
  await scan(page, order.number);
  await page.getByText("0 of 2 picked").waitFor();
  await scan(page, sku);
  await scan(page, barcode);
  await scan(page, barcode);
  await said(page, "Too many");
  await page.keyboard.press("Enter");

  await page.getByText("0 of 2 packed").waitFor();
  await scan(page, barcode);
  await press("New box");
  await scan(page, barcode);
  await said(page, "is in box 2");
  await page.getByRole("textbox", { name: "Weight of box 2 in g" }).focus();
  await page.keyboard.type("750");
  await press("Print the packing slip");
  await printed(page, `${work.id}/packing-slip.pdf`);
  await press("Confirm the boxes");

  await page.getByText("Box 2, 750 g").waitFor();
  await press("Buy and print 2 labels");
  await printed(page, "label.pdf");
  await page.getByText("Everything is handed over").waitFor();
  expect((await workOf({ location, sku, order })).status).toBe("closed");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/fulfillment/station?location=${location}`);
  expect(watched.faults).toEqual([]);
  expect(work.number).toContain(order.number);
  await watched.close();
});

test("a label is voided, another is handed over and delivered", async () => {
  const { location, work } = await released();
  for (const step of ["pick", "pack", "ship"])
    await post(`/fulfillment-orders/${work.id}/${step}`, undefined);
  const watched = await opened();
  const { page } = watched;
  await watched.goto(`/fulfillment/shipments?location=${location}`);
  await button(page, "Void").click();
  await button(page, "Void the label?").click();
  await page.getByRole("cell", { name: "Voided" }).waitFor();
  await post(`/fulfillment-orders/${work.id}/ship`, undefined);
  await page.reload();
  await button(page, "Hand over").click();
  await page.getByRole("cell", { name: "Handed over" }).waitFor();
  await button(page, "Mark delivered").click();
  await page.getByRole("cell", { name: "Delivered" }).waitFor();
  expect(watched.faults).toEqual([]);
  await watched.close();
});
