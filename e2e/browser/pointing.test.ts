import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { a } from '../product.js';
import { Caller, SLOW_DEVICES, endCallsOf } from './caller.js';
import { type OpenRoom, enter, openRoom, roomControl, seesPicture } from './in-room.js';
import { type Scheme, inBothSchemes } from './schemes.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
let room: OpenRoom | null = null;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel] = await Promise.all([Caller.signIn(browser, 'head'), Caller.signIn(browser, 'student')]);
});
afterAll(() => browser.close());
afterEach(async () => {
  await room?.[Symbol.asyncDispose]();
  room = null;
  await endCallsOf('head', 'student');
});

/** Amara shares her screen in a room, and both see it. */
async function shared(): Promise<void> {
  room = await openRoom(['head', 'student']);
  await Promise.all([enter(amara.page, room), enter(daniel.page, room)]);
  await roomControl(amara.page, 'Share').click();
  await seesPicture(daniel.page, 'Screen of Amara Okafor');
  await seesPicture(amara.page, 'Your screen');
}

/** The picture of the shared screen on a page, without the bars around it. */
const pictureOn = (page: Page): Locator => page.locator('app-pointing-layer .picture');
const drawButton = (page: Page, pressed = false): Locator =>
  page.getByRole('button', { name: 'Point and draw', pressed });

/** Goes to a place on the shared screen, by shares of its width and height. */
async function goTo(page: Page, x: number, y: number): Promise<void> {
  const box = await pictureOn(page).boundingBox();
  if (!box) throw new Error('No screen is shared here');
  await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
}

/** A line is there for four seconds. */
const SOON = { timeout: 4_000 };

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where the only pointer on a page is, and where its lines begin and end, by shares of the picture. */
const seenOn = (page: Page): Promise<{ readonly pointer: Spot | null; readonly lines: readonly Spot[] }> =>
  pictureOn(page).evaluate((picture) => {
    const box = picture.getBoundingClientRect();
    const share = (left: number, top: number) => ({
      x: (left - box.left) / box.width,
      y: (top - box.top) / box.height,
    });
    const pointer = picture.querySelector('[data-pointer]')?.getBoundingClientRect();
    const paths = [...picture.querySelectorAll<SVGPathElement>('path.line')];
    const lines = paths.flatMap((path) => {
      const matrix = path.getScreenCTM();
      return [0, path.getTotalLength()].map((at) => {
        const end = path.getPointAtLength(at).matrixTransform(matrix ?? undefined);
        return share(end.x, end.y);
      });
    });
    return { pointer: pointer ? share(pointer.left, pointer.top) : null, lines };
  });

/** Nearer than two per cent of the picture. */
const near = ({ x, y }: Spot) =>
  ({ x: expect.closeTo(x, 1.7), y: expect.closeTo(y, 1.7) }) as unknown as Spot;

test('who points at a shared screen is seen at that place, drawing too, until it fades', async () => {
  await shared();
  await drawButton(daniel.page).click();
  await drawButton(daniel.page, true).waitFor();
  await goTo(daniel.page, 0.25, 0.4);
  const { page } = amara;
  await expect.poll(() => seenOn(page), SOON).toEqual({ pointer: near({ x: 0.25, y: 0.4 }), lines: [] });
  await page.getByRole('status').getByText('Daniel Mwangi points at your screen').waitFor();

  await daniel.page.mouse.down();
  await goTo(daniel.page, 0.75, 0.6);
  await daniel.page.mouse.up();
  const drawn = [near({ x: 0.25, y: 0.4 }), near({ x: 0.75, y: 0.6 })];
  await Promise.all(
    [amara, daniel].map((each) =>
      expect.poll(() => seenOn(each.page), SOON).toEqual({ pointer: drawn[1], lines: drawn }),
    ),
  );
  for (const each of [amara, daniel]) {
    await each.page.locator('path.line').waitFor({ state: 'detached' });
  }
  await goTo(daniel.page, 0.5, 0.5);
  await page.locator('[data-pointer] .dot').waitFor();
  await daniel.page.keyboard.press('Escape');
  await page.locator('[data-pointer]').waitFor({ state: 'detached' });
  await drawButton(daniel.page).waitFor();
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('several point at once, by key as well, each in a colour of their own', async () => {
  await shared();
  await drawButton(daniel.page).waitFor();
  await daniel.page.keyboard.press('d');
  await drawButton(daniel.page, true).waitFor();
  await goTo(daniel.page, 0.2, 0.2);
  await amara.page.getByRole('button', { name: 'Keep Amara Okafor large' }).first().click();
  await drawButton(amara.page).click();
  await amara.page.locator('[role="application"]:focus').waitFor();
  for (let n = 0; n < 5; n += 1) await amara.page.keyboard.press('Shift+ArrowRight');
  const pointers = daniel.page.locator('[data-pointer]');
  await expect.poll(() => pointers.count(), SOON).toBe(2);
  const named = daniel.page.locator('[data-pointer]', { hasText: 'Amara Okafor' });
  const picture = await pictureOn(daniel.page).boundingBox();
  await expect
    .poll(
      async () => (((await named.boundingBox())?.x ?? 0) - (picture?.x ?? 0)) / (picture?.width ?? 1),
      SOON,
    )
    .toBeCloseTo(0.75, 1.7);
  const colours = await pointers.evaluateAll((all) =>
    all.map((each) => getComputedStyle(each.querySelector('.dot') ?? each).backgroundColor),
  );
  expect(new Set(colours).size).toBe(2);

  // Who stops sharing takes everything along that was on the screen.
  await roomControl(amara.page, 'Stop sharing').click();
  await pictureOn(daniel.page).waitFor({ state: 'detached' });
  await pictureOn(amara.page).waitFor({ state: 'detached' });
});

test('while somebody draws axe finds nothing, in light and dark', async () => {
  await shared();
  await drawButton(daniel.page).click();
  await goTo(daniel.page, 0.3, 0.3);
  await daniel.page.mouse.down();
  await goTo(daniel.page, 0.6, 0.5);
  const clean = (scheme: Scheme, found: readonly string[]) => {
    expect.soft(found, scheme).toEqual([]);
    return Promise.resolve();
  };
  await inBothSchemes(daniel.page, clean);
  await inBothSchemes(amara.page, clean);
  await daniel.page.mouse.up();
});

test('in a call of two one points at what the other shares', async () => {
  await amara.call((await a('student')).id);
  await daniel.answer('Amara Okafor');
  await Promise.all([amara.sees(), daniel.sees()]);
  await amara.control('Share').click();
  await drawButton(daniel.page).click();
  await drawButton(daniel.page, true).waitFor();
  await goTo(daniel.page, 0.5, 0.25);
  await expect
    .poll(() => seenOn(amara.page), SOON)
    .toEqual({ pointer: near({ x: 0.5, y: 0.25 }), lines: [] });
});
