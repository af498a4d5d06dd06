import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
let amara: Visitor;
let daniel: Visitor;
beforeAll(async () => {
  browser = await launch();
  [amara, daniel] = await Promise.all([Visitor.signIn(browser, 'head'), Visitor.signIn(browser, 'student')]);
});
afterEach(() => {
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});
afterAll(() => browser.close());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Sends one file, and waits until it is a message. */
async function send({ page }: Visitor, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add to the message' }).click();
  await page.getByRole('menuitem', { name: 'Upload files' }).click();
  await (await chooser).setFiles([{ name, mimeType, buffer }]);
  await page.getByRole('list', { name: 'Files to send' }).getByText(name).waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

test('what was sent stands in the details of its channel, by kind, and goes with its message', async () => {
  const channel = `papers ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  await Promise.all([amara.open(channel), daniel.open(channel)]);
  const { page } = daniel;
  await page.getByRole('button', { name: 'Channel details' }).click();
  const list = page.getByRole('list', { name: 'Files', exact: true });
  await list.getByText('Nothing was sent here yet.').waitFor();
  await send(amara, 'minutes.txt', 'text/plain', Buffer.from('We met.'));
  await list.getByText('minutes.txt').waitFor();
  await send(amara, 'lake.png', 'image/png', png);
  await list.getByRole('button', { name: 'Open lake.png' }).waitFor();
  expect(await list.getByRole('listitem').locator('.name').allTextContents()).toEqual([
    'lake.png',
    'minutes.txt',
  ]);
  const address = await list.getByRole('link', { name: 'Save minutes.txt' }).getAttribute('href');
  expect(await page.evaluate(async (url) => (await fetch(url)).text(), address ?? '')).toBe('We met.');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pictures', exact: true }).click();
  await list.getByText('minutes.txt').waitFor({ state: 'detached' });
  await list.getByRole('button', { name: 'Open lake.png' }).click();
  await page.getByRole('dialog').getByRole('img').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  const message = amara.page.getByRole('article').filter({ hasText: 'minutes.txt' });
  await message.hover();
  await message.getByRole('button', { name: 'More' }).click();
  await amara.page.getByRole('menuitem', { name: 'Delete' }).click();
  await amara.page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click();
  await list.getByText('minutes.txt').waitFor({ state: 'detached' });
  expect(await page.evaluate(async (url) => (await fetch(url)).status, address ?? '')).toBe(404);
});
