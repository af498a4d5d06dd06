import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../client/person.js';
import { aKey, people } from '../people.js';
import { a, gateway, say } from '../product.js';
import { EQUIPMENT, answer, openExample, openExplorer, openReference, runButton } from './explorer-pages.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** What a page loaded, and what it complained of, from the moment this was called. */
interface Traffic {
  /** Addresses that are not the product's. */
  readonly elsewhere: string[];
  /** Texts that came without saying how their letters are written. */
  readonly unlettered: string[];
  /** Errors and warnings in the console: broken policies are among them. */
  readonly complaints: string[];
}

function watch({ page, context }: Visitor): Traffic {
  const traffic: Traffic = { elsewhere: [], unlettered: [], complaints: [] };
  const { host } = new URL(gateway);
  const isOurs = (url: string) => /^(data|blob):/.test(url) || new URL(url).host === host;
  context.on('request', (request) => {
    if (!isOurs(request.url())) traffic.elsewhere.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (!isOurs(socket.url())) traffic.elsewhere.push(socket.url());
  });
  context.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (/^text\/|javascript|json/.test(type) && !/charset=utf-8/i.test(type)) {
      traffic.unlettered.push(`${response.url()} ${type}`);
    }
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) traffic.complaints.push(message.text());
  });
  page.on('pageerror', (error) => traffic.complaints.push(error.message));
  return traffic;
}

const NOTHING: Traffic = { elsewhere: [], unlettered: [], complaints: [] };

/** The channel in the variables on screen. */
async function channelOnScreen(page: Page): Promise<string> {
  const shown = page.locator('.graphiql-editor-tool .view-lines').getByText(/channel_\w{26}/);
  const [id] = /channel_\w{26}/.exec(await shown.first().innerText()) ?? [];
  if (!id) throw new Error('No channel stands in the variables');
  return id;
}

test('whoever is signed in runs an example and sees a message come in live', async () => {
  await using amara = await Visitor.signIn(browser, 'head', EQUIPMENT);
  const traffic = watch(amara);
  const { page } = amara;
  await openExplorer(page);
  await page.getByText('Acting as Amara Okafor').waitFor();
  await runButton(page).click();
  await answer(page).getByText('"Amara Okafor"').waitFor();

  await openExample(page, 'Follow', 'after');
  const channel = await channelOnScreen(page);
  await runButton(page).click();
  await answer(page).getByText('"channelEvents"').waitFor();
  const words = `Live in the explorer ${aKey()}`;
  await say(await a('head'), channel, words);
  await answer(page).getByText(words).waitFor();
  await page.getByRole('button', { name: /^Stop query/ }).click();
  await runButton(page).waitFor();
  expect(traffic).toEqual(NOTHING);
});

test('every example runs as it stands', async () => {
  await using amara = await Visitor.signIn(browser, 'head', EQUIPMENT);
  const { page } = amara;
  await openExplorer(page);
  const examples = [
    ['Me', null, '"Amara Okafor"'],
    ['Send', 'input', '"Hello from the explorer"'],
    ['Follow', 'after', '"channelEvents"'],
    ['Node', 'id', '"Channel"'],
    ['Why', 'userId', '"allowed"'],
    ['Limits', null, '"remaining"'],
  ] as const;
  for (const [name, variable, text] of examples) {
    await openExample(page, name, variable);
    await runButton(page).click();
    await answer(page).getByText(text).first().waitFor();
    expect(await answer(page).getByText('"errors"').count(), name).toBe(0);
    if (name === 'Follow') await page.getByRole('button', { name: /^Stop query/ }).click();
  }
});

test('a stranger is told to sign in, and finds the examples filled in afterwards', async () => {
  await using daniel = await Visitor.arrive(browser, '/explorer', EQUIPMENT);
  const traffic = watch(daniel);
  const { page } = daniel;
  await page.getByText('The graph answers those who are signed in.').waitFor();
  await openExample(page, 'Node', 'id');
  await page.locator('.graphiql-editor-tool').getByText('channel_…').waitFor();
  expect(traffic).toEqual(NOTHING);

  await page.getByRole('banner').getByRole('link', { name: 'Sign in to Parley' }).click();
  await page.getByLabel('Email').fill(people.student);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('Acting as Daniel Mwangi').waitFor();
  await openExample(page, 'Node', 'id');
  const channel = await channelOnScreen(page);
  await runButton(page).click();
  await answer(page).getByText(`"${channel}"`).waitFor();
});

test('a refused subscription is shown as an answer', async () => {
  await using amara = await Visitor.signIn(browser, 'head', EQUIPMENT);
  const traffic = watch(amara);
  const { page } = amara;
  await openExplorer(page);
  await openExample(page, 'Follow', 'after');
  const id = page.getByRole('group', { name: /^Variables/ }).getByText(/channel_\w{26}/);
  await id.last().dblclick();
  await page.keyboard.insertText('channel_00000000000000000000000000');
  await runButton(page).click();
  await answer(page).getByText('"NOT_FOUND"').waitFor();
  await runButton(page).waitFor();
  expect(traffic).toEqual(NOTHING);
});

test('the keyboard goes into the editor and comes out of it', async () => {
  await using amara = await Visitor.signIn(browser, 'head', EQUIPMENT);
  const { page } = amara;
  await openExplorer(page);
  const editor = page.getByRole('group', { name: /^Operation: Enter to write, Escape to leave$/ });
  const isFocused = () => editor.evaluate((element) => element === document.activeElement);
  await editor.focus();
  await page.keyboard.press('Enter');
  expect(await isFocused()).toBe(false);
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('query Typed { viewer { user { id } } }');
  // The first ends what was selected or suggested.
  for (let press = 0; press < 3 && !(await isFocused()); press++) await page.keyboard.press('Escape');
  expect(await isFocused()).toBe(true);
  await page.keyboard.press('Tab');
  expect(await runButton(page).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await answer(page)
    .getByText(/"user_\w{26}"/)
    .waitFor();
});

test('an operation of the reference is tried, and its refusal explained', async () => {
  await using amara = await Visitor.signIn(browser, 'head', EQUIPMENT);
  const traffic = watch(amara);
  const { page } = amara;
  await openReference(page);
  await page.getByText('Acting as Amara Okafor').waitFor();
  await page
    .getByRole('navigation', { name: 'Operations' })
    .getByRole('link', { name: /^channel\b/ })
    .click();
  const channel = page.getByRole('article', { name: /\/rest\/channel$/ });
  await channel.getByText('Id of the channel.').waitFor();
  await channel.getByText('Answers with Channel and more').waitFor();
  await channel.getByText('What it has').first().click();
  await channel.getByText('liveCursor').first().waitFor();

  await page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name: /^me\b/ }).click();
  const me = page.getByRole('article', { name: /\/rest\/me$/ });
  await me.getByText('Try it').click();
  await me.getByRole('button', { name: 'Ask' }).click();
  await me.getByText(/^200 /).waitFor();
  expect(await me.getByRole('group', { name: 'Body' }).innerText()).toContain('"Amara Okafor"');
  expect(await me.getByRole('group', { name: 'The same with curl' }).innerText()).toContain(
    `${gateway}/rest/me`,
  );
  expect(traffic).toEqual(NOTHING);

  await channel.getByText('Try it').click();
  await channel.getByLabel('id').fill('channel_00000000000000000000000000');
  await channel.getByRole('button', { name: 'Ask' }).click();
  await channel.getByText(/^404 /).waitFor();
  expect(await channel.getByRole('group', { name: 'Body' }).innerText()).toContain('"NOT_FOUND"');
  // Chromium notes every refusal; nothing else was to be noted.
  expect(traffic).toEqual({ ...NOTHING, complaints: [expect.stringMatching(/status of 404/)] });
});

test('no text of the reference is what was meant for a machine', async () => {
  await using visitor = await Visitor.arrive(browser, '/rest', EQUIPMENT);
  await openReference(visitor.page);
  await visitor.page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
  await visitor.page.getByRole('button', { name: 'Do it' }).last().waitFor();
  const text = await visitor.page.locator('body').innerText();
  expect(text).not.toMatch(/\[object|undefined|NaN/);
  expect(text).toContain('RATE_LIMITED');
});
