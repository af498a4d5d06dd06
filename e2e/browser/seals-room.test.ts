import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Caller, SLOW_DEVICES } from './caller.js';
import { type OpenRoom, enter, openRoom, roomControl, tileOf } from './in-room.js';
import { launch } from './visitor.js';
import { exchangeKeys } from './wrong-keys.js';

let browser: Browser;
let amara: Caller;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  amara = await Caller.signIn(browser, 'head');
});
afterAll(() => browser.close());

const SEALED = 'Encrypted end to end';
const sealedRoom = (): Promise<OpenRoom> =>
  openRoom(['head', 'student', 'colleague'], { settings: { encryption: 'END_TO_END' } });

/** Daniel at a browser of his own, which ends with the test: what was done to it is done to no other. */
const daniel = (): Promise<Caller> => Caller.signIn(browser, 'student');

const badge = ({ page }: Caller, word: string) =>
  page.locator('app-seal-badge').getByRole('button', { name: word, exact: true });

/** The code that somebody sees, once their keys are whole. */
async function codeOf(caller: Caller): Promise<string> {
  await badge(caller, SEALED).click();
  const code = caller.page.getByRole('dialog', { name: SEALED }).locator('.code');
  await code.waitFor();
  const groups = await code.locator('span').allInnerTexts();
  await caller.page.keyboard.press('Escape');
  return groups.join(' ');
}

/** Waits until more pictures are decoded than were. */
async function goesOnSeeing(caller: Caller): Promise<void> {
  const { frames } = await caller.received();
  await caller.receives((now) => now.frames > frames + 10);
}

async function bothSee(room: OpenRoom, other: Caller): Promise<void> {
  await Promise.all([enter(amara.page, room), enter(other.page, room)]);
  await Promise.all([amara.sees(), other.sees()]);
}

/** The bytes of sound and of pictures that a browser has sent so far. */
const sentBy = ({ page }: Caller): Promise<readonly number[]> =>
  page.evaluate(async () => {
    const open = window.peers?.filter(({ connectionState }) => connectionState !== 'closed') ?? [];
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    const lines = reports.flatMap((report) => [...report.values()] as RTCOutboundRtpStreamStats[]);
    const sum = (kind: string) =>
      lines
        .filter((line) => line.type === 'outbound-rtp' && line.kind === kind)
        .reduce((bytes, { bytesSent = 0 }) => bytes + bytesSent, 0);
    return [sum('audio'), sum('video')];
  });

/** What a browser sends within a second, of sound and of pictures. */
async function sendsNow(caller: Caller): Promise<readonly number[]> {
  const before = await sentBy(caller);
  await caller.page.waitForTimeout(1_000);
  return (await sentBy(caller)).map((bytes, n) => bytes - (before[n] ?? 0));
}

test('through a media server that holds no key both see, with the same code, and after one came back', async () => {
  await using room = await sealedRoom();
  await using other = await daniel();
  await bothSee(room, other);
  const code = await codeOf(amara);
  expect(code).toMatch(/^\d{5}( \d{5}){5}$/);
  expect(await codeOf(other)).toBe(code);
  await Promise.all([goesOnSeeing(amara), goesOnSeeing(other)]);

  await other.page.reload();
  await roomControl(other.page, 'More').waitFor();
  await other.sees();
  await goesOnSeeing(amara);
  const anew = await codeOf(other);
  expect(anew).not.toBe(code);
  expect(await codeOf(amara)).toBe(anew);
  expect([amara.faults, other.faults]).toEqual([[], []]);
});

test('a third is seen by all and sees all; the code is another while they are there', async () => {
  await using room = await sealedRoom();
  await using other = await daniel();
  await using third = await Caller.signIn(browser, 'colleague');
  await bothSee(room, other);
  const codes = [await codeOf(amara)];
  await enter(third.page, room);
  await third.sees();
  for (const { page } of [amara, other]) await tileOf(page, 'Jonas Lindqvist').waitFor();
  await Promise.all([goesOnSeeing(amara), goesOnSeeing(other), goesOnSeeing(third)]);
  codes.push(await codeOf(third));
  expect([await codeOf(amara), await codeOf(other)]).toEqual([codes[1], codes[1]]);

  await roomControl(third.page, 'Leave').click();
  await tileOf(amara.page, 'Jonas Lindqvist').waitFor({ state: 'detached' });
  await Promise.all([goesOnSeeing(amara), goesOnSeeing(other)]);
  // The code is that of the devices that are there.
  expect([await codeOf(amara), await codeOf(other)]).toEqual([codes[0], codes[0]]);
  expect(codes[1]).not.toBe(codes[0]);
});

test('whoever is muted sends no sealed silence, and no picture with the camera off; both come back', async () => {
  await using room = await sealedRoom();
  await using other = await daniel();
  await bothSee(room, other);
  await roomControl(amara.page, 'Mute').click();
  await roomControl(amara.page, 'Camera off').click();
  await expect.poll(() => sendsNow(amara), { timeout: 10_000 }).toEqual([0, 0]);
  await roomControl(amara.page, 'Unmute').click();
  await roomControl(amara.page, 'Camera on').click();
  const { soundBytes } = await other.received();
  await goesOnSeeing(other);
  await other.receives((now) => now.soundBytes > soundBytes + 1_000);
});

test('whoever has no key for it receives everything in a room, and sees nothing', async () => {
  await using room = await sealedRoom();
  await using other = await daniel();
  await other.page.context().addInitScript(exchangeKeys);
  await Promise.all([enter(amara.page, room), enter(other.page, room)]);
  const { frames } = await other.receives(({ pictureBytes }) => pictureBytes > 100_000);
  expect(frames).toBe(0);
  await badge(other, 'Cannot be opened').waitFor();
  // What they send is sealed with the right one.
  await amara.sees();
});
