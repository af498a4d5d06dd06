import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { a, gateway } from '../product.js';
import { Caller, SLOW_DEVICES, endCallsOf } from './caller.js';
import { likeness } from './likeness.js';
import { Line } from './line.js';
import { violations } from './violations.js';
import { launch } from './visitor.js';
import { exchangeKeys } from './wrong-keys.js';

let browser: Browser;
let amara: Caller;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  amara = await Caller.signIn(browser, 'head');
});
afterAll(() => browser.close());
afterEach(() => endCallsOf('head', 'student', 'colleague'));

/** Daniel at a browser that something was done to. */
async function daniel(spoil: () => void = () => undefined): Promise<Caller> {
  const caller = await Caller.signIn(browser, 'student');
  await caller.page.context().addInitScript(spoil);
  await caller.page.reload();
  await caller.page.getByRole('navigation', { name: 'Channels' }).waitFor();
  return caller;
}

async function callHim(other: Caller): Promise<void> {
  await amara.call((await a('student')).id);
  await other.answer('Amara Okafor');
  await Promise.all([amara.talks(), other.talks()]);
}

const badge = ({ stage }: Caller, word: string) => stage.getByRole('button', { name: word, exact: true });
const SEALED = 'Encrypted end to end';
const OPEN = 'Not encrypted end to end';

/** The code that somebody sees, as they would read it out. */
async function codeOf(caller: Caller): Promise<string> {
  await badge(caller, SEALED).click();
  const dialog = caller.page.getByRole('dialog', { name: SEALED });
  const code = dialog.locator('.code');
  await code.waitFor();
  const groups = await code.locator('span').allInnerTexts();
  expect(await violations(caller.page)).toEqual([]);
  await caller.page.keyboard.press('Escape');
  return groups.join(' ');
}

/** Everything of a picture arrives, and nothing of it can be shown. */
async function seesNothing(caller: Caller): Promise<void> {
  const { frames } = await caller.receives(({ pictureBytes }) => pictureBytes > 100_000);
  expect(frames).toBe(0);
}

test('two devices that can are encrypted end to end: frames are opened on both sides, and the codes are the same', async () => {
  await using other = await daniel();
  await callHim(other);
  await Promise.all([amara.sees(), other.sees()]);
  const codes = [await codeOf(amara), await codeOf(other)];
  expect(codes[0]).toMatch(/^\d{5}( \d{5}){5}$/);
  expect(codes[1]).toBe(codes[0]);
  // Whoever comes back does it with other keys, and is heard again.
  await other.page.reload();
  await other.page.getByRole('timer').waitFor();
  await Promise.all([amara.sees(), other.sees()]);
  const before = await amara.received();
  await amara.receives(({ frames }) => frames > before.frames + 15);
  const anew = await codeOf(amara);
  expect(anew).not.toBe(codes[0]);
  expect(await codeOf(other)).toBe(anew);
  expect([amara.faults, other.faults]).toEqual([[], []]);
});

test('where the line of both breaks at once they look for their way anew, and see each other on', async () => {
  await using line = await Line.to(gateway);
  await using one = await Caller.signIn(browser, 'colleague', { at: line.url });
  await using other = await Caller.signIn(browser, 'student', { at: line.url });
  await one.call((await a('student')).id);
  await other.answer('Jonas Lindqvist');
  await Promise.all([one.sees(), other.sees()]);
  const ways = [await one.way(), await other.way()];
  line.cut();
  line.mend();
  for (const [nth, caller] of [one, other].entries()) {
    await expect.poll(() => caller.way(), { timeout: 20_000 }).not.toBe(ways[nth]);
  }
  for (const caller of [one, other]) {
    const { frames } = await caller.received();
    await caller.receives((now) => now.frames > frames + 15);
  }
});

test('a screen that is shared is sealed as well, and seen', async () => {
  await using other = await daniel();
  await callHim(other);
  await Promise.all([amara.sees(), other.sees()]);
  await amara.control('Share').click();
  await other.page.waitForFunction(
    () => document.querySelector<HTMLVideoElement>('video[aria-label="Screen of Amara Okafor"]')?.videoWidth,
  );
  await badge(other, SEALED).waitFor();
});

test('a device with a wrong key opens no frame, and says so', async () => {
  await using other = await daniel(exchangeKeys);
  await callHim(other);
  await seesNothing(other);
  await badge(other, 'Cannot be opened').waitFor();
  // What they send is sealed with the right one.
  await amara.sees();
});

test('whoever stands in between, as a media server would, finds no picture in what passes', async () => {
  await using other = await daniel(() => {
    Object.defineProperty(RTCRtpReceiver.prototype, 'transform', { set: () => undefined });
  });
  await callHim(other);
  // A decoder makes noise of some of what it cannot know to be sealed; none of that is the picture.
  await other.receives(({ pictureBytes }) => pictureBytes > 100_000);
  expect(await likeness(amara.pictureOf('You'), other.pictureOf('Amara Okafor'))).toBeLessThan(0.5);
  await expect
    .poll(() => likeness(other.pictureOf('You'), amara.pictureOf('Daniel Mwangi')))
    .toBeGreaterThan(0.8);
});

test('where one device cannot, the two talk, and both are told that it is not encrypted end to end, and why', async () => {
  await using other = await daniel(() => {
    Reflect.deleteProperty(window, 'RTCRtpScriptTransform');
  });
  await callHim(other);
  await Promise.all([amara.sees(), other.sees()]);
  await badge(amara, OPEN).click();
  await amara.page.getByText('The device of Daniel Mwangi cannot do it').waitFor();
  expect(await violations(amara.page)).toEqual([]);
  await amara.page.keyboard.press('Escape');
  await badge(other, OPEN).click();
  await other.page.getByText('This browser cannot do it.').waitFor();
});

test('where a device that cannot takes over, nothing more is sent until one agrees to go on without', async () => {
  await using other = await daniel();
  await callHim(other);
  await Promise.all([amara.sees(), other.sees()]);
  await using old = await daniel(() => {
    Reflect.deleteProperty(window, 'RTCRtpScriptTransform');
  });
  await old.page.getByRole('button', { name: 'Move here' }).first().click();
  await old.talks();
  const notice = amara.page.getByRole('alert').filter({ hasText: 'would go on without' });
  await notice.waitFor();
  expect((await old.within(1_500)).frames).toBe(0);
  expect(await violations(amara.page)).toEqual([]);
  await notice.getByRole('button', { name: 'Go on without' }).click();
  await old.sees();
  await badge(amara, OPEN).waitFor();
});

test('whoever calls only with encryption is not answered without', async () => {
  await using other = await daniel(() => {
    Reflect.deleteProperty(window, 'RTCRtpScriptTransform');
  });
  await amara.page.evaluate(() => {
    localStorage.setItem('parley.callSeal', 'only');
  });
  await amara.call((await a('student')).id);
  await other.answer('Amara Okafor');
  await other.page
    .getByText('This is encrypted end to end, which this device or its browser cannot do')
    .waitFor();
  await other.ring('Amara Okafor').waitFor();
  await amara.page.evaluate(() => {
    localStorage.removeItem('parley.callSeal');
  });
});
