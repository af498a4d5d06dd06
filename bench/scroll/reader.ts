/// <reference lib="dom" />
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { CATEGORIES, type Task, tasksOf } from './trace.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
const MEGABYTE = 1_000_000;
const FRAME_MS = 16;

/** Notes when each frame is drawn; a text, because the page does not know what our compiler adds to functions. */
const NOTE_FRAMES = `
  const noted = globalThis.frameTimes !== undefined;
  globalThis.frameTimes = [];
  const note = (at) => {
    globalThis.frameTimes.push(at);
    requestAnimationFrame(note);
  };
  if (!noted) requestAnimationFrame(note);`;

/** A page that is nothing but high, and does the same sums with each turn of a wheel: about ten milliseconds of them. */
const BARE_PAGE = `
  <div role="log" style="height: 90vh; overflow: auto"><div style="height: 10000000px"></div></div>
  <script>
    const sums = (count) => {
      let sum = 0;
      for (let n = 0; n < count; n++) sum = (sum + Math.sqrt(n)) % 1000;
      return sum;
    };
    sums(1_000_000);
    const before = performance.now();
    sums(2_000_000);
    const count = 20_000_000 / (performance.now() - before);
    document.querySelector('[role="log"]').addEventListener('scroll', () => sums(count));
  </script>`;

/** What scrolling did to a page. */
export interface Scrolled {
  readonly tasks: readonly Task[];
  /** Milliseconds between one frame and the next. */
  readonly frames: readonly number[];
  /** The most heap at any moment, garbage included. */
  readonly peakMegabytes: number;
}

/** Somebody who reads in a browser. */
export class Reader implements AsyncDisposable {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** Signs in at a product that runs there. */
  static async signIn(url: string, email: string, password: string): Promise<Reader> {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
    const context = await browser.newContext({
      baseURL: url,
      locale: 'en-GB',
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation', { name: 'Channels' }).waitFor();
    return new Reader(browser, page, await context.newCDPSession(page));
  }

  /** Opens a channel as a reload does; milliseconds until its first message is on screen. */
  async open(channelId: string): Promise<number> {
    await this.page.goto(`/chat/${channelId}`, { waitUntil: 'commit' });
    const seen = await this.page.waitForFunction(() => {
      const message = document.querySelector('[role="log"] article');
      return message && message.getBoundingClientRect().height > 0 ? performance.now() : null;
    });
    const milliseconds = await seen.jsonValue();
    await this.page.waitForLoadState('networkidle');
    return milliseconds ?? Number.NaN;
  }

  /** The scripts that were loaded since the page was opened. */
  scripts(): Promise<readonly string[]> {
    return this.page.evaluate(() => [
      ...new Set(
        performance
          .getEntriesByType('resource')
          .map(({ name }) => new URL(name).pathname.slice(1))
          .filter((name) => /^(?:chunk|main)-.*\.js$/.test(name)),
      ),
    ]);
  }

  /** Turns the wheel for that long, up or down, as fast as frames come, and watches what that does. */
  async scroll(seconds: number, pixels: number): Promise<Scrolled> {
    const log = await this.page.getByRole('log').boundingBox();
    if (log) await this.page.mouse.move(log.x + log.width / 2, log.y + log.height / 2);
    await this.browser.startTracing(this.page, { categories: CATEGORIES });
    await this.page.evaluate(NOTE_FRAMES);
    const end = performance.now() + seconds * 1_000;
    let peakMegabytes = 0;
    for (let n = 0; performance.now() < end; n++) {
      await this.page.mouse.wheel(0, pixels);
      await pause(FRAME_MS);
      if (n % 20 === 0) peakMegabytes = Math.max(peakMegabytes, await this.heap());
    }
    const at = await this.page.evaluate(() => (globalThis as unknown as { frameTimes: number[] }).frameTimes);
    const trace = await this.browser.stopTracing();
    const frames = at.slice(1).map((each, n) => each - (at[n] ?? each));
    return { tasks: tasksOf(trace), frames, peakMegabytes };
  }

  /** Scrolls a page that does the same with each frame, whatever is on it: what a task takes there beyond that, the machine adds. */
  async scrollBarePage(seconds: number, pixels: number): Promise<Scrolled> {
    await this.page.goto('about:blank');
    await this.page.setContent(BARE_PAGE);
    return this.scroll(seconds, pixels);
  }

  /** Goes to the first message there ever was, and waits until it is on screen. */
  async toBeginning(): Promise<void> {
    await this.page.locator('.day-chip').click();
    await this.page.getByRole('button', { name: 'The very first message' }).click();
    await this.page
      .locator('[role="log"] .message-body', { hasText: /^\s*1:/ })
      .first()
      .waitFor();
  }

  /** The number that the topmost message on screen begins with. */
  async place(): Promise<number> {
    const text = await this.page.locator('[role="log"] article .message-body').first().innerText();
    return Number.parseInt(text, 10);
  }

  /** Megabytes of heap, garbage included. */
  private async heap(): Promise<number> {
    const { usedSize } = await this.session.send('Runtime.getHeapUsage');
    return usedSize / MEGABYTE;
  }

  /** Megabytes of heap that are in use. */
  async heapInUse(): Promise<number> {
    await this.session.send('HeapProfiler.collectGarbage');
    return this.heap();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}
