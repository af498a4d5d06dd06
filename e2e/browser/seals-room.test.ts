import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Caller, SLOW_DEVICES } from './caller.js';
import { type OpenRoom, enter, openRoom } from './in-room.js';
import { launch } from './visitor.js';
import { exchangeKeys } from './wrong-keys.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel] = await Promise.all([Caller.signIn(browser, 'head'), Caller.signIn(browser, 'student')]);
});
afterAll(() => browser.close());

const SEALED = 'Encrypted end to end';
const sealedRoom = (): Promise<OpenRoom> =>
  openRoom(['head', 'student'], { settings: { encryption: 'END_TO_END' } });

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

test('through a media server that holds no key both see, with the same code', async () => {
  await using room = await sealedRoom();
  await Promise.all([enter(amara.page, room), enter(daniel.page, room)]);
  await Promise.all([amara.sees(), daniel.sees()]);
  const code = await codeOf(amara);
  expect(code).toMatch(/^\d{5}( \d{5}){5}$/);
  expect(await codeOf(daniel)).toBe(code);
  await Promise.all([goesOnSeeing(amara), goesOnSeeing(daniel)]);
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
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
