import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Caller, SLOW_DEVICES } from './caller.js';
import { type OpenRoom, enter, openRoom, roomControl, seesPicture, tileOf } from './in-room.js';
import { type Scheme, inBothSchemes } from './schemes.js';
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

/** Amara and Daniel are in a room, and see and hear each other. */
async function together(): Promise<void> {
  room = await openRoom(['head', 'student', 'colleague']);
  await Promise.all([enter(amara.page, room), enter(daniel.page, room)]);
  await Promise.all([amara.sees(), daniel.sees()]);
}

test('two see and hear each other, a third joins, and it ends for everybody', async () => {
  await together();
  for (const caller of [amara, daniel]) {
    const first = await caller.received();
    const later = await caller.receives(({ frames }) => frames > first.frames + 15);
    expect(later.pictureBytes).toBeGreaterThan(first.pictureBytes);
    expect(later.soundBytes).toBeGreaterThan(first.soundBytes);
  }
  await jonas.page.goto(room.path);
  await jonas.page
    .getByText(/^Here: (Amara Okafor and Daniel Mwangi|Daniel Mwangi and Amara Okafor)$/)
    .waitFor();
  await enter(jonas.page, room);
  await jonas.sees();
  for (const { page } of [amara, daniel]) await tileOf(page, 'Jonas Lindqvist').waitFor();
  for (const name of ['Amara Okafor', 'Daniel Mwangi']) await tileOf(jonas.page, name).waitFor();
  expect(await amara.page.getByRole('status').getByText('Jonas Lindqvist joined').count()).toBe(1);

  await roomControl(amara.page, 'Leave').click();
  await amara.page.getByRole('menuitem', { name: 'End it for everybody' }).click();
  for (const { page } of [amara, daniel, jonas]) await page.getByText('This meeting is over.').waitFor();
  expect([amara.faults, daniel.faults, jonas.faults]).toEqual([[], [], []]);
});

test('who is muted is seen to be, and is not heard; who switches the camera off is not seen', async () => {
  await together();
  const tile = tileOf(daniel.page, 'Amara Okafor');
  const loud = await daniel.within(1_000);
  await amara.page.keyboard.press('m');
  await tile.getByText('Muted').waitFor();
  const silent = await daniel.within(1_000);
  expect(silent.soundBytes).toBeLessThan(loud.soundBytes / 2);
  await amara.page.keyboard.press('m');
  await tile.getByText('Muted').waitFor({ state: 'detached' });
  await daniel.receives(({ soundBytes }) => soundBytes > silent.soundBytes + loud.soundBytes);

  await amara.page.keyboard.press('v');
  await tile.locator('video').waitFor({ state: 'detached' });
  expect((await daniel.within(1_000)).frames).toBe(0);
  await amara.page.keyboard.press('v');
  await seesPicture(daniel.page, 'Picture of Amara Okafor');
  expect((await daniel.within(1_500)).frames).toBeGreaterThan(3);
});

test('a screen that is shared is large, beside the faces, until it is not shared any more', async () => {
  await together();
  await amara.page.keyboard.press('s');
  await seesPicture(daniel.page, 'Screen of Amara Okafor');
  await seesPicture(daniel.page, 'Picture of Amara Okafor');
  const widthOf = async (label: string): Promise<number> =>
    (await daniel.page.locator(`video[aria-label="${label}"]`).boundingBox())?.width ?? 0;
  expect(await widthOf('Screen of Amara Okafor')).toBeGreaterThan(
    3 * (await widthOf('Picture of Amara Okafor')),
  );
  await roomControl(amara.page, 'Stop sharing').click();
  await daniel.page.locator('video[aria-label="Screen of Amara Okafor"]').waitFor({ state: 'detached' });
});

test('a room stands above all windows, wherever one works, until one leaves', async () => {
  await together();
  const opening = daniel.page.context().waitForEvent('page');
  await roomControl(daniel.page, 'More').click();
  await daniel.page.getByRole('menuitem', { name: 'Picture in picture' }).click();
  const small = await opening;
  await seesPicture(small, 'Picture of Amara Okafor');
  await daniel.page.getByRole('link', { name: 'Files' }).first().click();
  await daniel.page.getByRole('region', { name: 'Your meeting' }).waitFor();
  const { frames } = await daniel.received();
  await daniel.receives((now) => now.frames > frames + 5);
  await small.getByRole('button', { name: 'Mute', exact: true }).click();
  await tileOf(amara.page, 'Daniel Mwangi').getByText('Muted').waitFor();
  const closing = small.waitForEvent('close');
  await small.getByRole('button', { name: 'Leave', exact: true }).click();
  await tileOf(amara.page, 'Daniel Mwangi').waitFor({ state: 'detached' });
  await closing;
});

test('a hand is raised and lowered by its key, and stands in the queue', async () => {
  await together();
  await daniel.page.keyboard.press('h');
  await tileOf(amara.page, 'Daniel Mwangi').getByText('No. 1 to speak').waitFor();
  await daniel.page.keyboard.press('h');
  await tileOf(amara.page, 'Daniel Mwangi').getByText('No. 1 to speak').waitFor({ state: 'detached' });
});

test('a room goes on while one works elsewhere, and comes back after a reload', async () => {
  await together();
  await daniel.page.getByRole('link', { name: 'Files' }).first().click();
  const bar = daniel.page.getByRole('region', { name: 'Your meeting' });
  await bar.getByText('Committee').waitFor();
  expect((await daniel.within(1_000)).soundBytes).toBeGreaterThan(500);
  expect((await amara.within(1_000)).frames).toBeGreaterThan(3);

  await daniel.page.reload();
  await bar.getByText('Committee').waitFor();
  await daniel.hears();
  await bar.getByRole('link').click();
  await daniel.sees();
  await amara.receives(({ frames }) => frames > 5);
  await seesPicture(daniel.page, 'Picture of Amara Okafor');

  await roomControl(daniel.page, 'Leave').click();
  await tileOf(amara.page, 'Daniel Mwangi').waitFor({ state: 'detached' });
  await daniel.page.getByRole('button', { name: 'Join now' }).waitFor();
});

/** Axe finds nothing there, in either scheme. */
const clean = (where: string) => (scheme: Scheme, found: readonly string[]) => {
  expect.soft(found, `${where}, ${scheme}`).toEqual([]);
  return Promise.resolve();
};

test('before the door and within, axe finds nothing, in light and dark and on a phone', async () => {
  room = await openRoom(['head', 'student']);
  const { page } = amara;
  await page.goto(room.path);
  await page.getByRole('button', { name: 'Join now' }).waitFor();
  await inBothSchemes(page, clean('before'));
  await enter(page, room);
  await inBothSchemes(page, clean('within'));
  await page.setViewportSize({ width: 390, height: 844 });
  await roomControl(page, 'Leave').waitFor();
  await inBothSchemes(page, clean('phone'));
  await page.setViewportSize({ width: 1440, height: 900 });
});
