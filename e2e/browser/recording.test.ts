import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Caller, SLOW_DEVICES } from './caller.js';
import { probed } from './film.js';
import { type OpenRoom, enter, openRoom } from './in-room.js';
import { inBothSchemes } from './schemes.js';
import { largestFile } from './storage.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
let jonas: Caller;
let room: OpenRoom;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel, jonas] = await Caller.all(browser, 'head', 'student', 'colleague');
});
afterAll(() => browser.close());
afterEach(() => room[Symbol.asyncDispose]());

/** A film is made, and looked into for viruses. */
const LONG = { timeout: 60_000 };

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

const clockOf = (second: number): string =>
  `00:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.000`;

/** Words for each second of a minute and a half, as another program would have written them down. */
const WORDS = [
  'WEBVTT',
  ...Array.from(
    { length: 90 },
    (_, second) =>
      `${clockOf(second)} --> ${clockOf(second + 1)}\n<v Amara Okafor>Tide number ${String(second)}`,
  ),
].join('\n\n');

/** Waits until the film on a page stands at a moment, or has just played on from it. */
const standsAt = (page: Page, seconds: number): Promise<unknown> =>
  page.waitForFunction((moment) => {
    const at = document.querySelector<HTMLVideoElement>('app-meeting-recordings video')?.currentTime ?? -1;
    return at >= moment - 0.05 && at < moment + 2;
  }, seconds);

/** Brings words to a film and goes by them: where they stand, as subtitles, and from the search. */
async function goByWords(page: Page): Promise<void> {
  await page.goto(`/meetings/${room.id}`);
  const words = Buffer.from(WORDS);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'said.vtt', mimeType: 'text/vtt', buffer: words });
  // Only what was recorded can be played: the fourth second of it leaves room on both sides.
  const piece = page
    .locator('app-transcript-panel p')
    .filter({ has: page.getByRole('button', { name: /^Play from/ }) })
    .nth(3);
  const said = /Tide number (\d+)/.exec(await piece.innerText())?.[0] ?? '';
  const film = page.locator('app-meeting-recordings video');
  const address = await film.locator('track').getAttribute('src');
  const since = Number(new URL(address ?? '', page.url()).searchParams.get('since'));
  const moment = Number(said.split(' ').at(-1)) - since;
  await piece.getByRole('button').click();
  await standsAt(page, moment);
  await film.evaluate((video: HTMLVideoElement) => {
    video.pause();
    for (const track of video.textTracks) track.mode = 'showing';
  });
  const cue = () =>
    film.evaluate((video: HTMLVideoElement) =>
      [...(video.textTracks[0]?.cues ?? [])].map((each) => ({
        at: each.startTime,
        text: (each as VTTCue).text,
      })),
    );
  await expect.poll(cue).toContainEqual({
    at: expect.closeTo(moment, 1) as number,
    text: expect.stringContaining(said) as string,
  });

  await page.goto('/meetings');
  await page.getByRole('searchbox', { name: 'Find what was said' }).fill(said);
  const found = page.getByRole('list', { name: 'Where it was said' });
  await found.getByRole('link', { name: new RegExp(`: ${said}$`) }).click();
  await page.waitForURL((url) => url.pathname === `/meetings/${room.id}` && url.searchParams.has('at'));
  await standsAt(page, moment);
}

test('everybody is asked, who declines leaves no track, what was recorded plays, and words lead to it', async () => {
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
  await film.waitFor(LONG);
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

  await goByWords(amara.page);
  await amara.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await amara.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await film.waitFor({ state: 'detached' });
  expect([amara.faults, daniel.faults, jonas.faults]).toEqual([[], [], []]);
}, 180_000);

test('what cannot be kept says why, and is kept once somebody tries again', async () => {
  await asked(amara, daniel);
  await question(daniel.page).getByRole('button', { name: 'Agree' }).click();
  await mark(daniel.page).getByText('Recording', { exact: true }).waitFor();
  await amara.within(2_000);
  await using bound = await largestFile(1_000);
  await mark(amara.page).click();
  await amara.page.getByRole('button', { name: 'Stop recording' }).click();
  await mark(amara.page).waitFor({ state: 'detached' });

  for (const { page } of [amara, daniel]) {
    await page.goto(`/meetings/${room.id}`);
    await page.locator('app-meeting-recordings').getByText('Failed', { exact: true }).waitFor(LONG);
  }
  const again = { name: 'Try again', exact: true };
  const card = amara.page.locator('app-meeting-recordings');
  await card.getByText('at most 1000 bytes are taken').waitFor();
  await inBothSchemes(amara.page, async (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
  });
  // It is hers to try.
  expect(await daniel.page.getByRole('button', again).count()).toBe(0);
  await bound.lift();
  await card.getByRole('button', again).click();
  await card.locator('video').waitFor(LONG);
  await daniel.page.locator('app-meeting-recordings video').waitFor(LONG);
  expect(await card.getByText('Failed', { exact: true }).count()).toBe(0);
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
