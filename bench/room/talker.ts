/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Pictures come from a camera that Chromium makes itself, ten a second: two browsers share the machine with all else. */
export const DEVICES = ['--use-fake-device-for-media-stream=fps=10', '--use-fake-ui-for-media-stream'];

const PASSWORD = 'parley-demo';

/**
 * What pages look for, frame by frame, and when it came by the clock that all pages of a machine share; a text, because a
 * page does not know what our compiler adds to functions.
 */
const LOOKING = `
  globalThis.lookForPicture = (label) => {
    globalThis.noted = new Promise((resolve) => {
      const look = () => {
        const video = document.querySelector('video[aria-label="' + label + '"]');
        if (video) video.requestVideoFrameCallback(() => resolve(Date.now()));
        else requestAnimationFrame(look);
      };
      look();
    });
  };
  globalThis.lookFor = (selector, isThere) => {
    globalThis.noted = new Promise((resolve) => {
      const look = () => {
        if ((document.querySelector(selector) !== null) === isThere) resolve(Date.now());
        else requestAnimationFrame(look);
      };
      look();
    });
  };`;

declare global {
  interface Window {
    lookForPicture(label: string): void;
    lookFor(selector: string, isThere: boolean): void;
    noted: Promise<number>;
  }
}

/** Somebody who talks to others in a browser. */
export class Talker implements AsyncDisposable {
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async signIn(browser: Browser, baseURL: string, email: string): Promise<Talker> {
    const context = await browser.newContext({
      ...{ baseURL, locale: 'en-GB', viewport: { width: 1280, height: 800 } },
    });
    await context.addInitScript(LOOKING);
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation', { name: 'Channels' }).waitFor();
    return new Talker(context, page);
  }

  /** Stands before a room, with a camera that runs. */
  async before(room: string): Promise<void> {
    await this.page.goto(`/calls/room/${room}`);
    await this.page.getByRole('button', { name: 'Mute', exact: true }).waitFor();
    await this.page.getByRole('button', { name: 'Camera off', exact: true }).waitFor();
  }

  /** Comes in. */
  async join(): Promise<void> {
    await this.press('Join now');
    await this.page.getByRole('toolbar', { name: 'Controls of the meeting' }).waitFor();
  }

  async leave(): Promise<void> {
    const bar = this.page.getByRole('toolbar', { name: 'Controls of the meeting' });
    await bar.getByRole('button', { name: 'Leave', exact: true }).click();
    await bar.waitFor({ state: 'detached' });
  }

  /** Waits until a call is on screen and the two hear each other. */
  async talks(): Promise<void> {
    await this.page.getByRole('timer').first().waitFor();
    await this.page.getByText('Connecting', { exact: true }).waitFor({ state: 'detached' });
  }

  /** Presses a button, as soon as it is there. @returns when that was */
  async press(name: string): Promise<number> {
    const button = this.page.getByRole('button', { name, exact: true }).first();
    await button.waitFor();
    // From within the page: what it takes to tell the browser to press it is no part of what is measured.
    return button.evaluate((element: HTMLElement) => {
      const at = Date.now();
      element.click();
      return at;
    });
  }

  /** Looks from now on for the first picture of that name that is drawn. */
  async watchForPicture(label: string): Promise<void> {
    await this.page.evaluate((name) => {
      window.lookForPicture(name);
    }, label);
  }

  /** Looks from now on for the frame in which something is there, or no longer. */
  async watchFor(selector: string, isThere: boolean): Promise<void> {
    await this.page.evaluate(
      ([wanted, there]) => {
        window.lookFor(wanted, there);
      },
      [selector, isThere] as const,
    );
  }

  /** When what was looked for came. */
  noted(): Promise<number> {
    return this.page.evaluate(() => window.noted);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.context.close();
  }
}
