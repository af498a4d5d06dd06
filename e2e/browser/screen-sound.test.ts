import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Caller, SLOW_DEVICES } from './caller.js';
import { type OpenRoom, enter, openRoom, roomControl, seesPicture, tileOf } from './in-room.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
let room: OpenRoom;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel] = await Promise.all([Caller.signIn(browser, 'head'), Caller.signIn(browser, 'student')]);
});
afterAll(() => browser.close());
afterEach(() => room[Symbol.asyncDispose]());

/** Of sound that is heard a second has more than this, of silence less. */
const HEARD_BYTES = 500;

/** A word of the signalling, and a second of listening, later. */
const SOON = { timeout: 10_000 };
const heard = async (): Promise<number> => (await daniel.within(1_000)).soundBytes;

test.each(['SERVER', 'END_TO_END'] as const)(
  'what a shared screen plays is heard though its owner is muted, until it is not shared (%s)',
  async (encryption) => {
    room = await openRoom(['head', 'student'], { settings: { encryption } });
    await Promise.all([enter(amara.page, room), enter(daniel.page, room)]);
    await Promise.all([amara.sees(), daniel.sees()]);
    const tile = tileOf(daniel.page, 'Amara Okafor').last();
    await amara.page.keyboard.press('m');
    await tile.getByText('Muted').waitFor();
    await expect.poll(heard, SOON).toBeLessThan(HEARD_BYTES);

    await roomControl(amara.page, 'Share').click();
    await seesPicture(daniel.page, 'Screen of Amara Okafor');
    await expect.poll(heard, SOON).toBeGreaterThan(HEARD_BYTES);
    // It is the sound of a screen: nobody speaks, and nobody is unmuted.
    expect(await tile.getByText('Muted').count()).toBe(1);
    expect(await tile.getByText('Speaks').count()).toBe(0);
    const playing = await daniel.page.evaluate(
      () =>
        [...document.querySelectorAll('audio')].filter(({ paused, srcObject }) => srcObject && !paused)
          .length,
    );
    expect(playing).toBe(2);

    await roomControl(amara.page, 'Stop sharing').click();
    await expect.poll(heard, SOON).toBeLessThan(HEARD_BYTES);
    await roomControl(amara.page, 'Share').click();
    await expect.poll(heard, SOON).toBeGreaterThan(HEARD_BYTES);
    expect([amara.faults, daniel.faults]).toEqual([[], []]);
  },
);
