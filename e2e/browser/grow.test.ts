import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { a } from '../product.js';
import { Caller, SLOW_DEVICES, endCallsOf } from './caller.js';
import { enter, roomControl, seesPicture, tileOf } from './in-room.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
let jonas: Caller;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel, jonas] = await Caller.all(browser, 'head', 'student', 'colleague');
});
afterAll(() => browser.close());
afterEach(() => endCallsOf('head', 'student', 'colleague'));

/** So long a line may be silent before anybody notices, in milliseconds. */
const NOTICED_MS = 1_000;

/** Amara and Daniel talk, and Jonas is rung into their call. */
async function ringing(): Promise<void> {
  await amara.call((await a('student')).id);
  await daniel.answer('Amara Okafor');
  await Promise.all([amara.talks(), daniel.talks()]);
  await Promise.all([amara.sees(), daniel.sees()]);
  await amara.control('More').click();
  await amara.page.getByRole('menuitem', { name: 'Add people' }).click();
  const dialog = amara.page.getByRole('dialog', { name: 'Add people' });
  await dialog.getByLabel('Who is called').fill('Jonas');
  await dialog.getByRole('button', { name: /Jonas Lindqvist/ }).click();
  await dialog.getByRole('button', { name: 'Call them' }).click();
  await amara.stage.getByText('Calling Jonas Lindqvist into this call').waitFor();
  await jonas.ring('Amara Okafor').getByText('Adds you to a call with Daniel Mwangi').waitFor();
}

declare global {
  interface Window {
    /** For how long nothing was heard at most, in milliseconds. */
    longestSilence?: number;
  }
}

/** Notes from now on for how long at most no sound arrives on a page, by whichever connection. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const counted = new Map<string, number>();
    let heardAt = performance.now();
    window.longestSilence = 0;
    const look = async (): Promise<void> => {
      const open = window.peers?.filter(({ connectionState }) => connectionState !== 'closed') ?? [];
      for (const [n, peer] of open.entries()) {
        for (const entry of (await peer.getStats()).values() as Iterable<RTCInboundRtpStreamStats>) {
          if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') continue;
          const key = `${String(n)} ${entry.id} ${String(entry.ssrc)}`;
          const bytes = entry.bytesReceived ?? 0;
          if (bytes > (counted.get(key) ?? 0)) heardAt = performance.now();
          counted.set(key, bytes);
        }
      }
      window.longestSilence = Math.max(window.longestSilence ?? 0, performance.now() - heardAt);
    };
    setInterval(() => void look(), 100);
  });

/** What the clock of the call or room on a page shows, in seconds. */
async function clockOf({ page }: Caller): Promise<number> {
  const [minutes = '', seconds = ''] = ((await page.getByRole('timer').textContent()) ?? '')
    .trim()
    .split(':');
  return Number(minutes) * 60 + Number(seconds);
}

/** Amara ends the room that it became, for everybody. */
async function end(): Promise<void> {
  await roomControl(amara.page, 'Leave').click();
  await amara.page.getByRole('menuitem', { name: 'End it for everybody' }).click();
  for (const { page } of [amara, daniel, jonas]) await page.getByText('This meeting is over.').waitFor();
}

test('a third comes into a call of two, who hear each other all the while, and all see each other', async () => {
  await ringing();
  await Promise.all([listen(amara.page), listen(daniel.page)]);
  const before = await clockOf(amara);
  await jonas.answer('Amara Okafor');
  const names = new Map([
    [amara, 'Amara Okafor'],
    [daniel, 'Daniel Mwangi'],
    [jonas, 'Jonas Lindqvist'],
  ]);
  for (const caller of names.keys()) {
    for (const [other, name] of names) {
      if (other === caller) continue;
      await tileOf(caller.page, name).waitFor();
      await seesPicture(caller.page, `Picture of ${name}`);
    }
  }
  // It is the same call: its clock goes on, and nobody was missed.
  expect(await clockOf(amara)).toBeGreaterThanOrEqual(before);
  expect(await clockOf(jonas)).toBeGreaterThanOrEqual(before);
  // What went from device to device ends: each sends by one connection and receives by another.
  for (const { page } of names.keys()) {
    const open = () =>
      page.evaluate(
        () => window.peers?.filter(({ connectionState }) => connectionState !== 'closed').length ?? 0,
      );
    await expect.poll(open, { timeout: 15_000 }).toBe(2);
  }
  for (const caller of names.keys()) {
    const { frames, soundBytes } = await caller.received();
    await caller.receives((now) => now.frames > frames + 10 && now.soundBytes > soundBytes + 2_000);
  }
  for (const { page } of [amara, daniel]) {
    expect(await page.evaluate(() => window.longestSilence)).toBeLessThan(NOTICED_MS);
  }
  await end();
  expect([amara.faults, daniel.faults, jonas.faults]).toEqual([[], [], []]);
});

test('whoever goes on with it on another device is let go by the first, and nobody is missed', async () => {
  await using other = await Caller.signIn(browser, 'student');
  await ringing();
  await jonas.answer('Amara Okafor');
  await tileOf(amara.page, 'Jonas Lindqvist').waitFor();
  const { pathname: path } = new URL(amara.page.url());
  await enter(other.page, { path });
  await other.sees();
  await daniel.page.getByText('You are in this meeting on another device now.').waitFor();
  await seesPicture(amara.page, 'Picture of Daniel Mwangi');
  const { frames } = await amara.received();
  await amara.receives((now) => now.frames > frames + 10);
  await roomControl(amara.page, 'Leave').click();
  await amara.page.getByRole('menuitem', { name: 'End it for everybody' }).click();
  await other.page.getByText('This meeting is over.').waitFor();
});

test('whoever declines leaves the two as they were, and may be added again', async () => {
  await ringing();
  await jonas.ring('Amara Okafor').getByRole('button', { name: 'Decline' }).click();
  await amara.page.getByText('Jonas Lindqvist declined').first().waitFor();
  await amara.stage.getByText('Calling Jonas Lindqvist into this call').waitFor({ state: 'detached' });
  const { frames } = await daniel.received();
  await daniel.receives((now) => now.frames > frames + 10);
  await amara.control('Leave').click();
  await daniel.page.getByText('This call is over').waitFor();
});

test('the call ends while a third is rung: they have missed it', async () => {
  await ringing();
  await daniel.control('Leave').click();
  await jonas.page.getByText('You missed a call from Amara Okafor').first().waitFor();
  await amara.page.getByText('This call is over').waitFor();
});
