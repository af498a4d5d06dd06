import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Caller, SLOW_DEVICES } from './caller.js';
import { probed } from './film.js';
import { type OpenRoom, enter, openRoom } from './in-room.js';
import { inBothSchemes } from './schemes.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
let jonas: Caller;
let room: OpenRoom;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel, jonas] = await Promise.all([
    Caller.signIn(browser, 'head'),
    Caller.signIn(browser, 'student'),
    Caller.signIn(browser, 'colleague'),
  ]);
});
afterAll(() => browser.close());
afterEach(() => room[Symbol.asyncDispose]());

const question = (page: Page): Locator => page.getByRole('dialog', { name: 'May you be recorded?' });
const mark = (page: Page): Locator =>
  page.locator('app-recording-mark').getByRole('button', { name: /^Recording/ });

/** Amara asks everybody in a room of these. */
async function asked(...callers: readonly Caller[]): Promise<void> {
  room = await openRoom(['head', 'student', 'colleague']);
  for (const { page } of callers) await enter(page, room);
  await Promise.all(callers.map((caller) => caller.sees()));
  await amara.page.getByRole('button', { name: 'Record this meeting' }).click();
  const dialog = amara.page.getByRole('dialog', { name: 'Record this meeting?' });
  await dialog.getByText('you agree to be recorded yourself').waitFor();
  await dialog.getByRole('button', { name: 'Ask everybody' }).click();
}

test('everybody is asked, who declines leaves no track, and what was recorded plays', async () => {
  await asked(amara, daniel, jonas);
  await mark(amara.page).getByText('2 have not answered').waitFor();
  for (const { page } of [daniel, jonas]) {
    await question(page).getByText('Amara Okafor wants to record this meeting.').waitFor();
    // No key puts it away: that would be no answer.
    await page.keyboard.press('Escape');
    expect(await question(page).isVisible()).toBe(true);
  }
  await inBothSchemes(daniel.page, async (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
  });
  await question(daniel.page).getByRole('button', { name: 'Agree' }).click();
  await question(jonas.page).getByRole('button', { name: 'Decline' }).click();
  await mark(amara.page).getByText('Recording · 1 left out').waitFor();
  await mark(jonas.page).getByText('Recording · without you').waitFor();
  await inBothSchemes(amara.page, async (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
  });

  await mark(amara.page).click();
  const about = amara.page.getByRole('dialog', { name: 'This meeting is being recorded' });
  await about.getByText('Amara Okafor and Daniel Mwangi').waitFor();
  await about.getByText('Jonas Lindqvist').waitFor();
  await about.getByLabel('A chapter begins here').fill('Budget');
  // Long enough for several pictures of everybody.
  await amara.within(4_000);
  await about.getByRole('button', { name: 'Begin', exact: true }).click();
  await amara.within(2_000);
  await about.getByRole('button', { name: 'Stop recording' }).click();
  await mark(amara.page).waitFor({ state: 'detached' });
  await mark(jonas.page).waitFor({ state: 'detached' });

  await daniel.page.goto(`/meetings/${room.id}`);
  const film = daniel.page.locator('app-meeting-recordings video');
  await film.waitFor({ timeout: 60_000 });
  const { format, streams, chapters } = await probed(film);
  expect(Number(format.duration)).toBeGreaterThan(4);
  expect(streams.map((each) => each.codec_name)).toEqual(expect.arrayContaining(['h264', 'aac']));
  const titles = chapters.map(({ tags }) => tags.title).join(' · ');
  expect(titles).toContain('Amara Okafor');
  expect(titles).toContain('Daniel Mwangi');
  expect(titles).toContain('Budget');
  expect(titles).not.toContain('Jonas Lindqvist');
  await film.evaluate((video: HTMLVideoElement) => video.play());
  await daniel.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1);
  await inBothSchemes(daniel.page, async (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
  });

  await amara.page.goto(`/meetings/${room.id}`);
  await amara.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await amara.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await film.waitFor({ state: 'detached' });
  expect([amara.faults, daniel.faults, jonas.faults]).toEqual([[], [], []]);
}, 180_000);

test('consent is taken back, wherever one is, and the last one ends it', async () => {
  await asked(amara, daniel);
  await question(daniel.page).getByRole('button', { name: 'Agree' }).click();
  await mark(daniel.page).getByText('Recording', { exact: true }).waitFor();
  await mark(daniel.page).click();
  await daniel.page.getByRole('button', { name: 'Take my consent back' }).click();
  await mark(amara.page).getByText('Recording · 1 left out').waitFor();
  await mark(amara.page).click();
  await amara.page.getByRole('button', { name: 'Take my consent back' }).click();
  await mark(amara.page).waitFor({ state: 'detached' });
  await mark(daniel.page).waitFor({ state: 'detached' });
}, 120_000);
