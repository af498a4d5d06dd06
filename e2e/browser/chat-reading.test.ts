import * as Axe from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { a, aChannelNamed, say } from '../product.js';
import { launch, Visitor } from './visitor.js';

const AxeBuilder = Axe.default;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function aTalk(): Promise<{ readonly name: string; readonly id: string }> {
  const name = `reading ${aKey().slice(0, 8)}`;
  return { name, id: await aChannelNamed(name, await a('head'), await a('student')) };
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

const RICH = [
  'The sum is $\\sum_{k=1}^n k$, and ||the butler did it||. #Exams-2027',
  '```ts\nconst answer = 42;\n```',
  '| room | seats |\n|---|--:|\n| B2.14 | 40 |',
  '- [x] chalk\n- [ ] slides',
].join('\n\n');

test('formulas, code, tables and hidden words are shown as what they are', async () => {
  const { name, id } = await aTalk();
  await say(await a('student'), id, RICH);
  await say(await a('student'), id, 'long '.repeat(2_000));
  await using amara = await Visitor.at(browser, 'head');
  await amara.open(name);
  const rich = await amara.hears('The sum is');
  await rich.locator('.katex math').waitFor();
  await rich.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
  expect(await rich.getByRole('cell').allInnerTexts()).toEqual(['B2.14', '40']);
  expect(await rich.getByRole('link', { name: '#Exams-2027' }).getAttribute('href')).toBe(
    '/chat/tag/exams-2027',
  );

  const hidden = rich.getByRole('button', { name: /Hidden words/ });
  expect(await rich.getByText('the butler did it').isVisible()).toBe(false);
  await hidden.focus();
  await amara.page.keyboard.press('Enter');
  await rich.getByText('the butler did it').waitFor();

  await rich.getByRole('button', { name: 'Copy', exact: true }).click();
  await rich.getByRole('button', { name: 'Copied' }).waitFor();

  const long = await amara.hears('long long');
  const height = async (): Promise<number> => (await long.boundingBox())?.height ?? 0;
  const folded = await height();
  await long.getByRole('button', { name: 'Show all' }).click();
  await long.getByRole('button', { name: 'Show less' }).waitFor();
  expect(await height()).toBeGreaterThan(folded);
  expect([await faultsOf(amara.page), amara.faults]).toEqual([[], []]);
});

const UNREAD = 90;

/** The numbers of the lines on screen, from above to below. */
async function numbersIn(log: Locator): Promise<number[]> {
  const texts = await log.locator('.message-body').allInnerTexts();
  return texts.flatMap((text) => /^line (\d+)/.exec(text.trim())?.[1] ?? []).map(Number);
}

test('a channel opens where reading stopped, and is read both ways to its ends', async () => {
  const { name, id } = await aTalk();
  await using amara = await Visitor.at(browser, 'head');
  await amara.open(name);
  const said = amara.page.locator('app-channel-view [aria-live="polite"]');
  // The first message of all is news as well, and the same words twice are said twice.
  for (const text of ['Good morning', 'line 0', 'line 0']) {
    const before = await said.locator('p').elementHandle();
    await say(await a('student'), id, text);
    await amara.page.waitForFunction((paragraph) => !paragraph.isConnected, before);
    await said.getByText(`Daniel Mwangi: ${text}`).waitFor();
  }
  await amara.channel('announcements').click();
  await amara.box(name).waitFor({ state: 'detached' });
  for (let n = 1; n <= UNREAD; n++) await say(await a('student'), id, `line ${String(n)}`);

  await amara.open(name);
  const log = amara.page.getByRole('log');
  await amara.page.getByText(/^New since/).waitFor();
  await amara.page.getByText('line 1', { exact: true }).waitFor();
  expect((await numbersIn(log)).includes(UNREAD)).toBe(false);

  await log.focus();
  await amara.page.keyboard.press('End');
  for (const seen of [40, 60, UNREAD]) {
    while ((await numbersIn(log)).every((number) => number < seen)) {
      await log.evaluate((element) => {
        element.scrollTop += element.clientHeight / 2;
      });
    }
  }
  const numbers = await numbersIn(log);
  expect(numbers).toEqual(numbers.map((_number, at) => (numbers[0] ?? 0) + at));
  await say(await a('student'), id, 'after all that');
  await said.getByText('Daniel Mwangi: after all that').waitFor();

  expect(amara.faults).toEqual([]);
});

test('keys and commands do everything, and a sheet tells which', async () => {
  const { name, id } = await aTalk();
  await say(await a('student'), id, 'Which room?');
  await using amara = await Visitor.at(browser, 'head');
  const { page } = amara;
  const { keyboard } = page;
  await amara.open(name);
  await amara.say(name, 'Room nine.');
  await amara.hears('Room nine.');
  await keyboard.press('ArrowUp');
  await amara.holds(name, 'Room nine.');
  await amara.say(name, 'Room ten.');
  await amara.hears('Room ten.');

  await page.getByRole('log').focus();
  await keyboard.press('k');
  await keyboard.press('k');
  await page.locator('article:focus', { hasText: 'Which room?' }).waitFor();
  await keyboard.press('r');
  await page.getByText('In answer to Daniel Mwangi: Which room?').waitFor();
  await keyboard.press('Escape');

  await keyboard.press('Control+/');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.getByText('Next or previous message').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });

  await amara.box(name).pressSequentially('/top');
  await page.getByRole('option', { name: /\/topic/ }).waitFor();
  await keyboard.press('Enter');
  await amara.holds(name, '/topic ');
  await keyboard.type('Where we meet');
  await keyboard.press('Enter');
  await page.locator('app-channel-header', { hasText: 'Where we meet' }).waitFor();
  await amara.say(name, '/nonsense at all');
  await page.getByText('There is no command /nonsense').waitFor();
  await amara.say(name, '//nonsense at all');
  await amara.hears('/nonsense at all');

  const before = page.url();
  await keyboard.press('Alt+ArrowDown');
  await page.waitForFunction((address) => location.href !== address, before);
  expect(amara.faults).toEqual([]);
});

/** A finger that goes from one place to another on a phone. */
async function drag(page: Page, from: number, to: number, y: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const steps = Array.from({ length: 10 }, (_step, at) => from + ((to - from) * (at + 1)) / 10);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: from, y }] });
  for (const x of steps) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test('on a phone a message is drawn aside to answer it, and the edge leads back', async () => {
  const { name, id } = await aTalk();
  await say(await a('student'), id, 'Is it open?');
  await using amara = await Visitor.at(browser, 'head', PHONE);
  await amara.open(name);
  const box = await (await amara.hears('Is it open?')).boundingBox();
  const y = (box?.y ?? 0) + (box?.height ?? 0) / 2;
  await drag(amara.page, 120, 220, y);
  await amara.page.getByText('In answer to Daniel Mwangi: Is it open?').waitFor();
  expect(await faultsOf(amara.page)).toEqual([]);
  await drag(amara.page, 4, 160, y);
  await amara.channel(name).waitFor();
  expect(new URL(amara.page.url()).pathname).toBe('/chat');
  expect(amara.faults).toEqual([]);
});
