import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Download, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, Watched } from "./browser";

const program = process.env.SWITCHYARD_BIN ?? fileURLToPath(new URL("../../bin/switchyard", import.meta.url));
const database = process.env.SWITCHYARD_EMPTY_DATABASE; // PostgreSQL without a table; SQLite when it is not set

/** How long the way from nothing to an order on its way may be, in clicks, typed fields and chosen files. */
const mostSteps = 33;

let browser: Browser;
let server: ChildProcess;
let folder: string;
let setup: URL;
beforeAll(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "switchyard-first-"));
  ({ server, setup } = await start());
});
afterAll(async () => {
  await browser.close();
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill();
  await ended;
  rmSync(folder, { recursive: true });
});

/** Starts a server without any data; answers with the link that it prints for its owner. */
function start(): Promise<{ server: ChildProcess; setup: URL }> {
  const args = ["serve", "--listen", "127.0.0.1:0", "--data", folder];
  const server = spawn(program, database ? [...args, "--database", database] : args);
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (piece: Buffer) => {
      said += piece.toString();
      const link = /http\S+\/setup\?token=\S+/.exec(said);
      if (link) resolve({ server, setup: new URL(link[0]) });
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

/** A newcomer, whose every click, typed field and chosen file is counted. */
class Newcomer {
  steps = 0;
  constructor(readonly page: Page) {}

  click = (what: Locator) => (this.steps++, what.click());
  type = (into: Locator, text: string) => (this.steps++, into.fill(text));
  press = (name: string | RegExp) => this.click(this.page.getByRole("button", { name, exact: true }));
  follow = (name: string | RegExp) => this.click(this.page.getByRole("link", { name, exact: true }));

  /** Fills in the sample that the page offers and hands it over: a dry run, then the import. */
  async import(rows: string, wanted: string | RegExp) {
    const { page } = this;
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download a sample to fill in" }).click(), // the newcomer has a file already
    ]);
    const heading = await headingOf(download);
    this.steps++;
    await page.locator("input[type=file]").setInputFiles({
      name: download.suggestedFilename(),
      mimeType: "text/csv",
      buffer: Buffer.from(`${heading}\n${rows}\n`),
    });
    await this.press("Check the file");
    await page.getByRole("heading", { name: "What would happen" }).waitFor();
    await this.press(wanted);
    await page.getByRole("heading", { name: "What happened" }).waitFor();
  }
}

async function headingOf(download: Download): Promise<string> {
  const text = await new Response((await download.createReadStream()) as never).text();
  return text.split("\n")[0]!;
}

test(
  "a newcomer ships the first own order, with nothing but the control room",
  { timeout: 120_000 },
  async () => {
    const watched = await Watched.open(browser, 1280, "light", setup.origin);
    const { page } = watched;
    const newcomer = new Newcomer(page);
    const began = Date.now();
    const look = async (name: string) => expect(await watched.look(name)).toEqual([]);

    newcomer.steps++; // the link
    await watched.goto(setup.pathname + setup.search);
    await look("first-setup");
    await newcomer.type(page.getByLabel("Name"), "Ada Lovelace");
    await newcomer.type(page.getByLabel("E-mail"), "ada@example.com");
    await newcomer.type(page.getByRole("textbox", { name: "Password" }), "a sentence to remember");
    await newcomer.press("Make the account");

    await page.getByRole("list", { name: "To the first order shipped" }).waitFor();
    await look("first-home");
    await newcomer.follow("Make a location");
    const location = page.getByRole("form", { name: "New location" });
    await newcomer.type(location.getByRole("textbox", { name: /^Code/ }).first(), "BER");
    await newcomer.type(location.getByLabel("Street and number"), "Kanalstr. 4");
    await newcomer.type(location.getByLabel("Postal code"), "12057");
    await newcomer.type(location.getByLabel("City"), "Berlin");
    await newcomer.type(location.getByLabel("Country code"), "DE");
    await newcomer.click(location.getByRole("button", { name: "New location" }));

    await newcomer.follow("Import SKUs");
    await newcomer.import("TEE-RED,Red tee,,,180\nTEE-BLUE,Blue tee,,,180", "Import 2 rows");
    await newcomer.follow("Import stock");
    await newcomer.import("TEE-RED,5\nTEE-BLUE,8", "Import 2 rows");
    await newcomer.follow("Import orders");
    await look("first-orders-file");
    const buyer = "2026-11-20,grace@example.com,Grace Hopper,Kai 5,Hamburg,20457,DE";
    await newcomer.import(
      `W-1,${buyer},TEE-RED,1,19.90,EUR,paid\nW-1,${buyer},TEE-BLUE,2,19.90,EUR,paid`,
      "Import 1 order",
    );

    await newcomer.follow("Open the newest order");
    await newcomer.press(/^Release to locations/);
    for (const step of ["Pick", "Pack", "Ship"]) {
      await newcomer.press(new RegExp(`^${step}( \\w)?$`));
      const form = page.getByRole("form", { name: new RegExp(`^${step} `) });
      await newcomer.click(form.getByRole("button", { name: step, exact: true }));
      await form.waitFor({ state: "detached" });
    }
    const label = await page.getByRole("link", { name: "Label", exact: true }).getAttribute("href");
    const paper = await page.request.get(new URL(label!, page.url()).href);
    expect((await paper.body()).subarray(0, 4).toString()).toBe("%PDF");
    await look("first-shipped");

    console.info(
      `first order shipped: ${newcomer.steps} steps, ${Math.round((Date.now() - began) / 1000)} s`,
    );
    expect(newcomer.steps).toBeLessThanOrEqual(mostSteps);
    await watched.goto("/");
    await page.getByRole("heading", { name: "Needs a human" }).waitFor();
    await watched.loaded();
    expect(await page.getByRole("list", { name: "To the first order shipped" }).count()).toBe(0);
    expect(watched.faults).toEqual([]);
    await watched.close();
  },
);
