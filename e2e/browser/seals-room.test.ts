import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Caller, SLOW_DEVICES } from './caller.js';
import { type OpenRoom, enter, openRoom, roomControl, tileOf } from './in-room.js';
import { launch } from './visitor.js';
import { exchangeKeys } from './wrong-keys.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
let jonas: Caller;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel, jonas] = await Promise.all([
    Caller.signIn(browser, 'head'),
    Caller.signIn(browser, 'student'),
    Caller.signIn(browser, 'colleague'),
  ]);
});
afterAll(() => browser.close());

const SEALED = 'Encrypted end to end';
const sealedRoom = (): Promise<OpenRoom> =>
  openRoom(['head', 'student', 'colleague'], { settings: { encryption: 'END_TO_END' } });

/** The code that somebody sees, once their keys are whole. */
async function codeOf({ page }: Caller): Promise<string> {
  await page.locator('app-seal-badge').getByRole('button', { name: SEALED, exact: true }).click();
  const code = page.getByRole('dialog', { name: SEALED }).locator('.code');
  await code.waitFor();
  const groups = await code.locator('span').allInnerTexts();
  await page.keyboard.press('Escape');
  return groups.join(' ');
}

/** Waits until more pictures are decoded than were. */
async function goesOnSeeing(caller: Caller): Promise<void> {
  const { frames } = await caller.received();
  await caller.receives((now) => now.frames > frames + 10);
}

test('through a media server that holds no key all see, with the same code; it is another once one has gone', async () => {
  await using room = await sealedRoom();
  await Promise.all([enter(amara.page, room), enter(daniel.page, room)]);
  await Promise.all([amara.sees(), daniel.sees()]);
  await enter(jonas.page, room);
  await jonas.sees();
  for (const { page } of [amara, daniel]) await tileOf(page, 'Jonas Lindqvist').waitFor();
  await Promise.all([goesOnSeeing(amara), goesOnSeeing(daniel), goesOnSeeing(jonas)]);
  const code = await codeOf(amara);
  expect(code).toMatch(/^\d{5}( \d{5}){5}$/);
  expect([await codeOf(daniel), await codeOf(jonas)]).toEqual([code, code]);

  await roomControl(jonas.page, 'Leave').click();
  await tileOf(amara.page, 'Jonas Lindqvist').waitFor({ state: 'detached' });
  await Promise.all([goesOnSeeing(amara), goesOnSeeing(daniel)]);
  const after = await codeOf(amara);
  expect(after).not.toBe(code);
  expect(await codeOf(daniel)).toBe(after);
  expect([amara.faults, daniel.faults, jonas.faults]).toEqual([[], [], []]);
});

test('whoever has no key for it receives everything in a room, and sees nothing', async () => {
  await using room = await sealedRoom();
  await daniel.page.context().addInitScript(exchangeKeys);
  await Promise.all([enter(amara.page, room), enter(daniel.page, room)]);
  const { frames } = await daniel.receives(({ pictureBytes }) => pictureBytes > 100_000);
  expect(frames).toBe(0);
  await daniel.page
    .locator('app-seal-badge')
    .getByRole('button', { name: 'Cannot be opened', exact: true })
    .waitFor();
  await amara.sees();
});
