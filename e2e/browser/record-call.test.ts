import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { a } from '../product.js';
import { Caller, SLOW_DEVICES, endCallsOf } from './caller.js';
import { probed } from './film.js';
import { roomControl, seesPicture } from './in-room.js';
import { inBothSchemes } from './schemes.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel] = await Promise.all([Caller.signIn(browser, 'head'), Caller.signIn(browser, 'student')]);
});
afterAll(() => browser.close());
afterEach(() => endCallsOf('head', 'student'));

const question = (page: Page): Locator => page.getByRole('dialog', { name: 'May you be recorded?' });
const mark = (page: Page): Locator =>
  page.locator('app-recording-mark').getByRole('button', { name: /^Recording/ });

/** How Amara's calls are encrypted; nothing for end to end where both devices can. */
type Seal = 'never' | null;

/** Amara and Daniel talk and see each other. @returns the way to their call */
async function talking(seal: Seal): Promise<string> {
  await amara.page.evaluate((wish) => {
    if (wish) localStorage.setItem('parley.callSeal', wish);
    else localStorage.removeItem('parley.callSeal');
  }, seal);
  await talkingAsChosen();
  return new URL(amara.page.url()).pathname;
}

/** The same, as Amara chose it in the browser. */
async function talkingAsChosen(): Promise<void> {
  await amara.call((await a('student')).id);
  await daniel.answer('Amara Okafor');
  await Promise.all([amara.talks(), daniel.talks()]);
  await Promise.all([amara.sees(), daniel.sees()]);
}

/** How many connections the page of somebody has made. */
const connections = ({ page }: Caller): Promise<number> => page.evaluate(() => window.peers?.length ?? 0);

/** Why a call cannot be recorded, as whoever presses it is told. */
async function refusedTo(caller: Caller, because: string | RegExp): Promise<void> {
  await caller.control('Record').click();
  const dialog = caller.page.getByRole('dialog', { name: 'This call cannot be recorded' });
  await dialog.getByText(because).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

/** Begins calls from here on without keys that only the two devices have. */
async function wishOpenCalls({ page }: Caller): Promise<void> {
  await page.getByRole('button', { name: 'Encrypted end to end' }).click();
  const dialog = page.getByRole('dialog', { name: 'Encrypted end to end' });
  await dialog.getByRole('radio', { name: /^Not end to end/ }).check();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

test('what cannot be recorded says why: encrypted, without the right, on hold', async () => {
  await talking(null);
  await refusedTo(amara, /only your two devices can hear and see it/);
  // A student's role does not record, whatever else stands in the way.
  await refusedTo(daniel, 'Your role does not record');
  await wishOpenCalls(amara);
  await amara.control('Leave').click();
  await daniel.page.getByText('This call is over').waitFor();

  await talkingAsChosen();
  await amara.page.getByRole('button', { name: 'Not encrypted end to end' }).waitFor();
  await daniel.control('Hold').click();
  await amara.page.getByText('Daniel Mwangi put you on hold').first().waitFor();
  await refusedTo(amara, 'Resume the call first.');
  await daniel.control('Leave').click();
  await amara.page.getByText('This call is over').waitFor();
}, 120_000);

test('a call of two is recorded without anybody dropping, and its film stands beside it', async () => {
  const path = await talking('never');
  const direct = await Promise.all([amara, daniel].map(connections));
  await amara.control('Record').click();
  const dialog = amara.page.getByRole('dialog', { name: 'Record this call?' });
  await dialog.getByText('Daniel Mwangi is asked first').waitFor();
  await inBothSchemes(amara.page, async (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
  });
  await dialog.getByRole('button', { name: 'Ask Daniel Mwangi' }).click();

  await question(daniel.page).getByText('Amara Okafor wants to record this call.').waitFor();
  await mark(amara.page).getByText('1 has not answered').waitFor();
  await question(daniel.page).getByRole('button', { name: 'Agree' }).click();
  for (const { page } of [amara, daniel]) {
    await mark(page).getByText('Recording', { exact: true }).waitFor();
  }
  await seesPicture(amara.page, 'Picture of Daniel Mwangi');
  await seesPicture(daniel.page, 'Picture of Amara Okafor');
  // What went from device to device ends: what grows from here on came by the media server.
  for (const [n, { page }] of [amara, daniel].entries()) {
    const states = () =>
      page.evaluate((count) => {
        const all = (window.peers ?? []).map(({ connectionState }) => connectionState);
        return { before: [...new Set(all.slice(0, count))], since: all.slice(count) };
      }, direct[n] ?? 0);
    await expect
      .poll(states, { timeout: 20_000 })
      .toEqual({ before: ['closed'], since: ['connected', 'connected'] });
  }
  for (const caller of [amara, daniel]) {
    const { frames, soundBytes } = await caller.received();
    await caller.receives((now) => now.frames > frames + 30 && now.soundBytes > soundBytes + 4_000);
  }

  await mark(amara.page).click();
  await amara.page.getByRole('button', { name: 'Stop recording' }).click();
  await Promise.all([amara, daniel].map(({ page }) => mark(page).waitFor({ state: 'detached' })));
  await roomControl(amara.page, 'Leave').click();
  await amara.page.getByRole('menuitem', { name: 'Leave the meeting' }).click();
  // The call is over for both, as any call of two.
  await daniel.page.getByText('This meeting is over.').waitFor();

  for (const { page } of [amara, daniel]) {
    await page.goto(path);
    await page.getByText('This call is over').waitFor();
    await page.locator('app-meeting-recordings video').waitFor({ timeout: 60_000 });
  }
  const film = daniel.page.locator('app-meeting-recordings video');
  const { format, streams, chapters } = await probed(film);
  expect(Number(format.duration)).toBeGreaterThan(2);
  expect(streams.map((each) => each.codec_name)).toEqual(expect.arrayContaining(['h264', 'aac']));
  const titles = chapters.map(({ tags }) => tags.title).join(' · ');
  expect(titles).toContain('Amara Okafor');
  expect(titles).toContain('Daniel Mwangi');
  await inBothSchemes(daniel.page, async (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
  });
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
}, 180_000);

test('declined, the two go on talking, and there is no film', async () => {
  const path = await talking('never');
  await amara.control('Record').click();
  await amara.page.getByRole('button', { name: 'Ask Daniel Mwangi' }).click();
  await question(daniel.page).getByRole('button', { name: 'Decline' }).click();
  await mark(amara.page).waitFor({ state: 'detached' });
  const { frames } = await daniel.received();
  await daniel.receives((now) => now.frames > frames + 10);
  await roomControl(daniel.page, 'Leave').click();
  await daniel.page.getByRole('menuitem', { name: 'Leave the meeting' }).click();
  await amara.page.getByText('This meeting is over.').waitFor();
  await amara.page.goto(path);
  await amara.page.getByText('This call is over').waitFor();
  await expect.poll(() => amara.page.locator('app-meeting-recordings li').count()).toBe(0);
}, 120_000);
