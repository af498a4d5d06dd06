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

const sealedRoom = (): Promise<OpenRoom> =>
  openRoom(['head', 'student'], { settings: { encryption: 'END_TO_END' } });

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
