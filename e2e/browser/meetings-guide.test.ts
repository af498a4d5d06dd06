import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { LinkOfMeetingDocument } from '../generated/graphql.js';
import { a } from '../product.js';
import { Caller, FAKE_DEVICES, endCallsOf } from './caller.js';
import { Guide, number, phone } from './guide.js';
import { enter, openRoom, roomControl, seesPicture, tileOf } from './in-room.js';
import { inBothSchemes } from './schemes.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

const guide = new Guide('meetings');
const areThere = guide.areThere.bind(guide);
const take = guide.take.bind(guide);

let browser: Browser;
beforeAll(async () => {
  browser = await launch(FAKE_DEVICES);
});
afterAll(() => browser.close());
afterEach(() => endCallsOf('head', 'dean'));

/** What axe finds in either scheme. */
async function looksWell({ page }: Caller): Promise<void> {
  await inBothSchemes(page, (_scheme, found) => {
    expect(found).toEqual([]);
    return Promise.resolve();
  });
}

test('a call from its ringing to the history, as the guide tells it', async () => {
  await using amara = await Caller.signIn(browser, 'head', { colorScheme: 'light' });
  await using wanjiru = await Caller.signIn(browser, 'dean', { colorScheme: 'light' });
  await amara.page.goto(`/people/${(await a('dean')).id}`);
  await areThere(amara.page, 'button', 'Call', 'Video call');
  await amara.page.getByRole('button', { name: 'Video call', exact: true }).click();
  await areThere(amara.page.getByRole('region', { name: 'Calling Wanjiru Kamau' }), 'button', 'Cancel');

  const ring = wanjiru.ring('Amara Okafor');
  await areThere(ring, 'button', 'Answer with video', 'Decline', 'Sound only', 'Reply with a message');
  await looksWell(wanjiru);
  await take(wanjiru.page, 'ring', [1056, 0, 384, 216]);
  await wanjiru.answer('Amara Okafor');
  await Promise.all([amara.talks(), wanjiru.talks()]);
  await Promise.all([amara.sees(), wanjiru.sees()]);

  const { page, stage } = amara;
  const controls = page.getByRole('toolbar', { name: 'Controls of the call' });
  await areThere(controls, 'button', 'Mute', 'Camera off', 'Share', 'Hold', 'More', 'Leave');
  await page.getByRole('button', { name: /connection$/ }).waitFor();
  await looksWell(amara);
  await page.setViewportSize({ width: 1440, height: 780 });
  await page.mouse.move(0, 0);
  await number(
    page,
    page.getByRole('heading', { name: 'Wanjiru Kamau' }),
    page.getByRole('button', { name: /connection$/ }),
    page.getByRole('timer'),
    stage.locator('app-stage-person').first(),
    stage.locator('app-stage-person').last(),
    controls,
  );
  await take(page, 'screen', [0, 0, 1440, 780]);
  await controls.getByRole('button', { name: 'More' }).click();
  await areThere(page, 'menuitem', 'Hand over', 'Devices', 'Picture in picture');
  await page.getByRole('menuitem', { name: 'Devices' }).click();
  await page.getByRole('dialog', { name: 'Devices' }).getByLabel('Microphone').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await controls.getByRole('button', { name: 'Hold' }).click();
  await areThere(controls, 'button', 'Resume');
  await page.keyboard.press('h');
  await areThere(controls, 'button', 'Hold');
  await controls.getByRole('button', { name: 'Leave' }).click();
  await page.getByText('This call is over').waitFor();

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/calls');
  await areThere(page, 'button', 'New call', 'Missed');
  await page.getByRole('list', { name: 'Calls' }).getByText('Wanjiru Kamau').first().waitFor();
  await looksWell(amara);
  await take(page, 'history', [0, 0, 1440, 420]);
  expect([amara.faults, wanjiru.faults]).toEqual([[], []]);
});

test('a room, who waits before it, and a guest at its door, as the guide tells it', async () => {
  await using amara = await Caller.signIn(browser, 'head', { colorScheme: 'light' });
  await using wanjiru = await Caller.signIn(browser, 'dean', { colorScheme: 'light' });
  await using room = await openRoom(['head', 'dean'], {
    title: 'Thesis committee',
    settings: { lobby: true, guests: true },
  });
  const { page } = amara;
  await enter(page, room);
  await page.getByRole('button', { name: 'People', exact: true }).last().click();
  await wanjiru.page.goto(room.path);
  await wanjiru.page.getByRole('button', { name: 'Join now' }).click();
  await page.getByRole('button', { name: 'Admit Wanjiru Kamau' }).click();
  await seesPicture(page, 'Picture of Wanjiru Kamau');

  const { meeting } = await (await a('head')).get(LinkOfMeetingDocument, { id: room.id });
  await using pat = await Visitor.arrive(browser, meeting?.link ?? '', { colorScheme: 'light' });
  await pat.page.getByRole('button', { name: 'Camera off', exact: true }).waitFor();
  await pat.page.getByLabel('Your name').fill('Pat Visitor');
  await pat.page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
  await take(pat.page, 'guest');
  await pat.page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Admit Pat Visitor' }).waitFor();
  await take(page, 'people', [1044, 0, 396, 480]);

  await page.getByRole('button', { name: 'Admit Pat Visitor' }).click();
  await seesPicture(page, 'Picture of Pat Visitor');
  await roomControl(wanjiru.page, 'Hand').click();
  await tileOf(page, 'Wanjiru Kamau').getByText('No. 1 to speak').waitFor();
  await page.setViewportSize({ width: 1440, height: 780 });
  await page.mouse.move(0, 0);
  await looksWell(amara);
  await take(page, 'room', [0, 0, 1440, 780]);
  expect([amara.faults, wanjiru.faults, pat.faults]).toEqual([[], [], []]);
}, 120_000);

test('on a phone, by night and from right to left', async () => {
  await using amara = await Caller.signIn(browser, 'head');
  await using hand = await Caller.signIn(browser, 'dean', {
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
  });
  await amara.call((await a('dean')).id);
  await hand.answer('Amara Okafor');
  await hand.talks();
  await hand.sees();
  expect(await violations(hand.page)).toEqual([]);
  await take(hand.page, 'phone', phone);
  await hand.page.getByRole('button', { name: 'Back to calls' }).click();
  await hand.page.getByRole('region', { name: 'Your call' }).getByText('Amara Okafor').waitFor();
  expect(await violations(hand.page)).toEqual([]);

  await amara.page.evaluate(() => {
    localStorage.setItem('parley.language', 'ar');
  });
  await amara.page.reload();
  await amara.page.getByRole('toolbar', { name: 'أدوات المكالمة' }).waitFor();
  await amara.sees();
  expect(await violations(amara.page)).toEqual([]);
  await amara.page.getByRole('toolbar').getByRole('button', { name: 'مغادرة' }).click();
  await amara.page.getByText('انتهت هذه المكالمة').waitFor();
});

test('whoever has no camera, and does not allow the microphone, is in the call and told what is missing', async () => {
  await using wanjiru = await Caller.signIn(browser, 'dean');
  const amara = await Visitor.signIn(browser, 'head');
  await amara.context.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = (wanted) =>
      Promise.reject(new DOMException('', wanted?.video ? 'NotFoundError' : 'NotAllowedError'));
  });
  const { page } = amara;
  await page.goto(`/people/${(await a('dean')).id}`);
  await page.getByRole('button', { name: 'Video call', exact: true }).click();
  await wanjiru.answer('Amara Okafor');
  await page.getByText('Nobody sees you: no camera was found. You are heard all the same.').waitFor();
  await page.getByText('Nobody hears you: the microphone is not allowed.').waitFor();
  await wanjiru.stage.getByText('Muted').waitFor();
  await page.waitForFunction(
    () => document.querySelector<HTMLVideoElement>('video[aria-label="Wanjiru Kamau"]')?.videoWidth,
  );
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await wanjiru.page.getByText('This call is over').waitFor();
  await amara[Symbol.asyncDispose]();
});

test('every picture of the guide is there, small enough, and shown', () => {
  guide.arePictured();
});
