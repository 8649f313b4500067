import { mkdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page, type Request } from "playwright-core";

/** Where the server under test answers; it plays the demo. */
export const address = process.env.SWITCHYARD_URL ?? "http://127.0.0.1:8080";

// A page is drawn alike whatever database is below: the second run of the suite leaves out what is only looked at, and
// looks once, as it stands, at what comes along.
export const once = process.env.SWITCHYARD_LOOK === "once";
const thorough = process.env.SWITCHYARD_LOOK === "all";
const pictures = process.env.SWITCHYARD_SCREENSHOTS; // a folder, when pictures are wanted

export type Scheme = "light" | "dark";
export const widths = [1280, 360];
export const schemes: Scheme[] = ["light", "dark"];
const ofColor = ["color-contrast", "link-in-text-block"]; // the rules of axe that a scheme can change

/** The system's own Chromium, kept from calling anywhere by itself. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page that keeps what it must not do: errors on the console, requests to other hosts. */
export class Watched {
  readonly faults: string[] = [];
  private readonly asked = new Set<Request>(); // of the API, and not answered yet

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly width: number,
    private readonly scheme: Scheme,
    private readonly server: string,
  ) {}

  static async open(
    browser: Browser,
    width = 1280,
    scheme: Scheme = "light",
    server = address,
  ): Promise<Watched> {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: scheme,
      reducedMotion: "reduce",
    });
    const watched = new Watched(await context.newPage(), context, width, scheme, server);
    watched.watch();
    return watched;
  }

  private watch() {
    const host = new URL(this.server).host;
    this.page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${message.text()}`);
    });
    this.page.on("pageerror", (error) => this.faults.push(`script: ${error.message}`));
    const answered = (request: Request) => void this.asked.delete(request);
    this.page.on("requestfinished", answered).on("requestfailed", answered);
    this.page.on("request", (request) => {
      if (/\/api\/(?!.*\/stream)/.test(request.url())) this.asked.add(request);
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.host !== host) this.faults.push(`request: ${request.url()}`);
    });
  }

  async goto(path: string) {
    this.asked.clear(); // what the page before has asked for is not waited for
    await this.page.goto(this.server + path, { waitUntil: "load" });
  }

  /** Waits until nothing on the page is being loaded. */
  async loaded() {
    const waiting = this.page.locator("main [role=status][aria-label]");
    while ((await waiting.count()) > 0 || this.asked.size > 0) await this.page.waitForTimeout(50);
  }

  /** Accessibility violations of what is on the screen, a line each; of all rules or of some. */
  async violations(rules?: string[]): Promise<string[]> {
    // The legacy mode runs in the page itself: without a second page it takes a third of the time.
    const axe = new AxeBuilder({ page: this.page })
      .setLegacyMode(true)
      .options({ resultTypes: ["violations"] });
    const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
  }

  /**
   * What is wrong with what is on the screen, a line each: violations and a page wider than its window, at
   * every width and in both schemes. The page stays, so that a view is made ready once.
   */
  async look(name: string): Promise<string[]> {
    if (once) return this.violations();
    const wrong: string[] = [];
    for (const width of widths) {
      for (const scheme of schemes) {
        await this.show(width, scheme);
        await this.picture(`${name}-${width}-${scheme}`);
        const found = await this.violations(scheme === "light" ? undefined : ofColor);
        wrong.push(...found.map((violation) => `${name} ${width} ${scheme}: ${violation}`));
      }
      const over = await this.overflow();
      if (over > 0) wrong.push(`${name} ${width}: ${over} pixels too wide`);
    }
    await this.show(this.width, this.scheme);
    return wrong;
  }

  /**
   * The same at a fifth of the cost, for what one part draws on every page: half of the pages narrow and dark, the
   * other half wide and light; all of them both ways when SWITCHYARD_LOOK is "all".
   */
  async glance(name: string): Promise<string[]> {
    const wrong: string[] = [];
    const ways = [
      [360, "dark"],
      [1280, "light"],
    ] as const;
    for (const [width, scheme] of thorough ? ways : [ways[name.length % 2]!]) {
      await this.show(width, scheme);
      await this.picture(`${name}-${width}-${scheme}`);
      wrong.push(...(await this.violations()).map((violation) => `${name} ${width} ${scheme}: ${violation}`));
      const over = await this.overflow();
      if (over > 0) wrong.push(`${name} ${width}: ${over} pixels too wide`);
    }
    await this.show(this.width, this.scheme);
    return wrong;
  }

  private async show(width: number, scheme: Scheme) {
    await this.page.setViewportSize({ width, height: 800 });
    await this.page.emulateMedia({ colorScheme: scheme });
    await this.page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
  }

  /** Pixels by which the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }

  async picture(name: string) {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: `${pictures}/${name.replaceAll(/[^\w-]+/g, "_")}.png` });
  }

  close = () => this.context.close();
}
