import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { PASSWORD } from '../client/person.js';
import { people, type Role } from '../people.js';
import { gateway } from '../product.js';
import { takeLeave, watch } from './last-seen.js';

// Small machines and containers: no GPU, no sandbox for root, and nothing that phones home.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium, without a window. */
export const launch = (flags: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: [...FLAGS, ...flags] });

/** What a visitor brings besides their role. */
export interface Equipment extends BrowserContextOptions {
  /** Where the product is reached, when not directly. */
  readonly at?: string;
}

/** Who is signed in where, for the tests of a file; it ends with the browser. */
const signedIn = new WeakMap<Browser, Map<string, Promise<Visitor>>>();

/** Somebody at a browser of their own, with everything they do to the pages. */
export class Visitor implements AsyncDisposable {
  /** Faults that the pages wrote to the console. */
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly leave: () => Promise<void> = () => context.close(),
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message));
    watch(page);
  }

  /** Opens the product without signing in. */
  static async arrive(
    browser: Browser,
    path = '/',
    { at = gateway, ...options }: Equipment = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: at,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    await page.goto(path);
    return new Visitor(context, page);
  }

  /** Opens the product and signs in through its page. */
  static async signIn(browser: Browser, role: Role, equipment: Equipment = {}): Promise<Visitor> {
    const visitor = await Visitor.arrive(browser, '/', equipment);
    await visitor.enter(role);
    return visitor;
  }

  /** Signs in through the page that is open. */
  async enter(role: Role): Promise<void> {
    await this.page.getByLabel('Email').fill(people[role]);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await this.page.getByRole('navigation', { name: 'Channels' }).waitFor();
  }

  /**
   * Somebody of that role, signed in once a file for each equipment, in a window of their own: what a test leaves in
   * the browser's storage the next one finds, as it is with people.
   */
  static async at(browser: Browser, role: Role, equipment: Equipment = {}): Promise<Visitor> {
    const here = signedIn.get(browser) ?? new Map<string, Promise<Visitor>>();
    signedIn.set(browser, here);
    const name = `${role} ${JSON.stringify(equipment)}`;
    const known = here.get(name);
    if (known) return (await known).anotherWindow();
    const first = Visitor.signIn(browser, role, equipment).then(
      ({ context, page }) => new Visitor(context, page, () => page.close()),
    );
    here.set(name, first);
    return first;
  }

  /** The same person at the same browser, in a window of its own; it closes alone. */
  async anotherWindow(): Promise<Visitor> {
    const page = await this.context.newPage();
    const visitor = new Visitor(this.context, page, () => page.close());
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Channels' }).waitFor();
    return visitor;
  }

  /** The row of a channel in the list. */
  channel(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name });
  }

  async open(name: string): Promise<void> {
    await this.channel(name).click();
    await this.box(name).waitFor();
  }

  /** Where one writes in the channel on screen. */
  box(name: string): Locator {
    return this.page.getByRole('textbox', { name: `Message ${name}` });
  }

  /** Waits until the box holds a text, as whoever changes a message sees it before they type. */
  async holds(name: string, text: string): Promise<void> {
    const box = await this.box(name).elementHandle();
    await this.page.waitForFunction(
      ([element, wanted]) => (element as HTMLTextAreaElement).value === wanted,
      [box, text] as const,
    );
  }

  async say(name: string, text: string): Promise<void> {
    await this.box(name).fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** The message on screen that holds a text. */
  message(text: string): Locator {
    return this.page.getByRole('log').getByRole('article').filter({ hasText: text });
  }

  /** Waits until a message stands there as sent, not as on its way. */
  async hears(text: string): Promise<Locator> {
    const message = this.page
      .getByRole('log')
      .getByRole('article', { name: /^Message by/ })
      .filter({ hasText: text });
    await message.waitFor();
    return message;
  }

  /** All messages on screen that hold a word, in the order in which they stand. */
  async messagesWith(word: RegExp): Promise<string[]> {
    const texts = await this.page.getByRole('log').getByRole('article').allInnerTexts();
    return texts.flatMap((text) => word.exec(text)?.[0] ?? []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await takeLeave(this.page);
    await this.leave();
  }
}
