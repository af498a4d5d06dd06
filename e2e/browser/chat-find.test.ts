import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const searchBox = (page: Page): Locator => page.getByRole('combobox', { name: 'Search messages' });
const found = (page: Page): Locator => page.locator('app-found-message');

/** Letters that nobody else has written. */
const aWord = (): string => `zq${aKey().replaceAll(/[^a-f]/g, '')}word`;

/** Waits until a search finds that many: the index takes in what was said within a second. */
async function finds(page: Page, query: string, count: number): Promise<void> {
  const look = async (): Promise<number> => {
    await page.goto(`/chat/search?q=${encodeURIComponent(query)}`);
    await page.locator('app-found-list ul').waitFor();
    return found(page).count();
  };
  await expect.poll(look, { timeout: 15_000 }).toBe(count);
}

test('what was said is found by its words, by operators and from the palette, and leads to its place', async () => {
  const word = aWord();
  const channel = `find ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  await using amara = await Visitor.at(browser, 'head');
  await amara.open(channel);
  await amara.say(channel, `The ${word} is on Thursday`);
  await amara.say(channel, `No ${word} on Friday, see https://example.org #${word}tag`);
  await amara.hears(`The ${word} is on Thursday`);
  await amara.hears(`No ${word} on Friday`);
  const { page } = amara;
  await finds(page, word, 2);
  expect(await found(page).first().locator('mark').first().textContent()).toBe(word);
  expect(await violations(page)).toEqual([]);

  await searchBox(page).fill(`${word} has:li`);
  await page.getByRole('option', { name: /link/ }).waitFor();
  await searchBox(page).press('ArrowDown');
  await searchBox(page).press('Enter');
  await page.getByText('has:link', { exact: true }).waitFor();
  // What was found before goes while the filter is asked.
  await expect.poll(() => found(page).count(), { timeout: 15_000 }).toBe(1);
  await page.getByRole('button', { name: 'Without has:link' }).click();
  await found(page).nth(1).waitFor();

  await found(page).filter({ hasText: 'on Thursday' }).getByRole('link').click();
  await amara.message('on Thursday').waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill(word);
  await page.getByRole('option', { name: /on Friday/ }).click();
  await amara.message('on Friday').waitFor();
  expect(await violations(page)).toEqual([]);

  await amara
    .message('on Friday')
    .getByRole('link', { name: `#${word}tag` })
    .click();
  await page.getByRole('heading', { name: `#${word}tag` }).waitFor();
  await found(page).filter({ hasText: 'on Friday' }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(amara.faults).toEqual([]);
});

test('who is mentioned has it on a page, live; who cannot see it is named before it is sent, and added', async () => {
  const channel = `find ${aKey().slice(0, 8)}`;
  const word = aWord();
  await aChannelNamed(channel, await a('head'));
  await using amara = await Visitor.at(browser, 'head');
  await using daniel = await Visitor.at(browser, 'student');
  await daniel.page.getByRole('link', { name: /^Mentions/ }).click();
  await daniel.page.getByRole('heading', { name: 'Mentions' }).waitFor();
  await amara.open(channel);
  await amara.box(channel).pressSequentially('@Daniel');
  await amara.page.getByRole('option', { name: /Daniel Mwangi/ }).click();
  await amara.page.getByText('Daniel Mwangi cannot see this conversation.').waitFor();
  await amara.page.getByRole('button', { name: 'Add to the conversation' }).click();
  await amara.page.getByText('cannot see this conversation').waitFor({ state: 'detached' });
  await amara.box(channel).pressSequentially(`look at ${word}`);
  await amara.page.keyboard.press('Enter');
  await found(daniel.page).filter({ hasText: word }).waitFor();
  expect(await violations(daniel.page)).toEqual([]);
  await found(daniel.page).filter({ hasText: word }).getByRole('link').click();
  await daniel.message(word).waitFor();
  expect([...amara.faults, ...daniel.faults]).toEqual([]);
});

test('a channel that is named in a message leads there, also those who are told of it', async () => {
  const [here, there] = [`find ${aKey().slice(0, 8)}`, `Place ${aKey().slice(0, 8)} [EU]`];
  const closed = `Closed ${aKey().slice(0, 8)}`;
  for (const name of [here, there]) await aChannelNamed(name, await a('head'), await a('student'));
  await aChannelNamed(closed, await a('head'));
  await using amara = await Visitor.at(browser, 'head');
  await using daniel = await Visitor.at(browser, 'student');
  await daniel.open(here);
  await amara.open(here);
  await amara.box(here).pressSequentially(`#${closed.slice(0, 9)}`);
  await amara.page.getByRole('option', { name: closed }).waitFor();
  await amara.page.keyboard.press('Tab');
  const warning = amara.page.getByText(/1 member here cannot open .#Closed/);
  await warning.waitFor();
  expect(await violations(amara.page)).toEqual([]);
  await amara.box(here).fill('');
  await warning.waitFor({ state: 'detached' });
  await amara.box(here).pressSequentially(`See #${there.slice(0, 8)}`);
  await amara.page.getByRole('option', { name: there }).waitFor();
  await amara.page.keyboard.press('Enter');
  await amara.box(here).pressSequentially('for this');
  await amara.page.keyboard.press('Enter');
  await amara.hears('for this');
  await daniel
    .message('for this')
    .getByRole('link', { name: `#${there}` })
    .click();
  await daniel.page.getByRole('heading', { name: there }).waitFor();
  expect(await violations(daniel.page)).toEqual([]);
  expect([...amara.faults, ...daniel.faults]).toEqual([]);
});

test('nobody finds what is said where they are not, and on a phone search is a page of its own', async () => {
  const channel = `find ${aKey().slice(0, 8)}`;
  const word = aWord();
  await aChannelNamed(channel, await a('head'));
  await using amara = await Visitor.at(browser, 'head');
  await amara.open(channel);
  await amara.say(channel, `secret ${word}`);
  await amara.hears(`secret ${word}`);
  await finds(amara.page, word, 1);
  await using daniel = await Visitor.at(browser, 'student', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    colorScheme: 'dark',
  });
  await daniel.page.goto(`/chat/search?q=${word}`);
  await daniel.page.getByText('Nothing found.').waitFor();
  expect(await found(daniel.page).count()).toBe(0);
  const tooWide = await daniel.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(tooWide).toBe(false);
  expect(await violations(daniel.page)).toEqual([]);
});
