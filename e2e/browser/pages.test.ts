import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SetPresenceDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a } from '../product.js';
import { inBothSchemes } from './schemes.js';
import { launch, Visitor } from './visitor.js';

const screens = fileURLToPath(new URL('../../test-output/screens/', import.meta.url));
const picture = fileURLToPath(new URL('../../docs/images/chat.png', import.meta.url));

const sizes = [
  { name: '1440', width: 1440, height: 900 },
  { name: '1024', width: 1024, height: 768 },
  { name: '390', width: 390, height: 844 },
] as const;

/** Narrower than this is held in a hand. */
const PHONE = 720;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  await mkdir(screens, { recursive: true });
});
afterAll(() => browser.close());

/** A page as a newcomer would open it: its address, what shows that it stands, and what is done there first. */
interface Screen {
  readonly path: string;
  readonly stands: (page: Page) => Promise<unknown>;
  readonly first?: (page: Page) => Promise<unknown>;
}

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name }).first().waitFor();

const openChannel = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: /thesis-committee/ }).click();
  await page.getByRole('log').getByRole('article').first().waitFor();
};

const channels = (page: Page) => page.getByRole('navigation', { name: 'Channels' }).waitFor();

const outside: Record<string, Screen> = {
  'sign-in': { path: '/sign-in', stands: (page) => page.getByLabel('Password').waitFor() },
  join: { path: '/join', stands: (page) => page.getByLabel('Your name').waitFor() },
};

const inside: Record<string, Screen> = {
  chat: { path: '/chat', stands: channels },
  channel: {
    path: '/chat',
    first: openChannel,
    stands: (page) => page.getByRole('textbox', { name: /^Message/ }).waitFor(),
  },
  'channel-details': {
    path: '/chat',
    first: async (page) => {
      await openChannel(page);
      await page.getByRole('button', { name: 'Channel details' }).click();
    },
    stands: heading('Channel details'),
  },
  palette: {
    path: '/chat',
    first: async (page) => {
      await channels(page);
      await page.keyboard.press('Control+K');
    },
    stands: (page) => page.getByRole('combobox', { name: 'Search or jump to' }).waitFor(),
  },
  people: { path: '/people', stands: (page) => page.getByText('Baraka Otieno').first().waitFor() },
  'settings-profile': {
    path: '/settings/profile',
    stands: (page) => page.getByLabel('Name', { exact: true }).waitFor(),
  },
  'settings-look': { path: '/settings/look', stands: heading('Working day') },
  'settings-devices': { path: '/settings/devices', stands: heading('Where you are signed in') },
  'settings-tokens': { path: '/settings/tokens', stands: heading('API tokens') },
  'settings-connection': { path: '/settings/connection', stands: heading('Connection') },
};

describe.each(sizes)('at $name', (size) => {
  const equipment = {
    viewport: { width: size.width, height: size.height },
    hasTouch: size.width < PHONE,
  };

  async function show(visitor: Visitor, name: string, screen: Screen): Promise<void> {
    const { page } = visitor;
    await page.goto(screen.path);
    await screen.first?.(page);
    await screen.stands(page);
    // What is pointed at looks different; nothing is.
    await page.mouse.move(0, 0);
    await inBothSchemes(page, async (scheme, found) => {
      await page.screenshot({ path: `${screens}${name}-${size.name}-${scheme}.png` });
      expect(found, scheme).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
    });
    expect(visitor.faults).toEqual([]);
  }

  test.each(Object.entries(outside))('%s is clean in light and dark', async (name, screen) => {
    await using visitor = await Visitor.arrive(browser, screen.path, equipment);
    await show(visitor, name, screen);
  });

  describe('for somebody who is signed in', () => {
    let amara: Visitor;
    beforeAll(async () => {
      amara = await Visitor.signIn(browser, 'head', equipment);
    });
    afterAll(() => amara[Symbol.asyncDispose]());

    test.each(Object.entries(inside))('%s is clean in light and dark', async (name, screen) => {
      await show(amara, name, screen);
    });
  });
});

/** A quarter past two in the afternoon of the last working day, when people are at their desks. */
function anAfternoonAtWork(): Date {
  const day = new Date();
  do day.setUTCDate(day.getUTCDate() - 1);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6);
  day.setUTCHours(14, 15, 0, 0);
  return day;
}

test.skipIf(existsSync(picture))('the picture of the README is taken when there is none', async () => {
  for (const role of ['dean', 'faculty', 'colleague', 'employee'] as const) {
    await (await a(role)).get(SetPresenceDocument, { input: { state: 'ONLINE', key: aKey() } });
  }
  await using amara = await Visitor.signIn(browser, 'head', { colorScheme: 'light' });
  const { page } = amara;
  await page.clock.setFixedTime(anAfternoonAtWork());
  await page.reload();
  await openChannel(page);
  await page.getByRole('textbox', { name: /^Message/ }).waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: picture });
});
