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

const toSend = ({ page }: Visitor) => page.getByRole('list', { name: 'Files to send' });

/** Puts one file to what is being written. */
async function attach(who: Visitor, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  const { page } = who;
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add to the message' }).click();
  await page.getByRole('menuitem', { name: 'Upload files' }).click();
  await (await chooser).setFiles([{ name, mimeType, buffer }]);
  await toSend(who).getByText(name).waitFor();
}

/** Sends one file, and waits until it is a message. */
async function send(who: Visitor, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  await attach(who, name, mimeType, buffer);
  await who.page.getByRole('button', { name: 'Send', exact: true }).click();
}

const filesOf = (who: Visitor, text: string) => who.message(text).locator('app-message-attachments');

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

test('a draft brings its files along to another device, which sends them', async () => {
  const channel = `draft ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  const phone = await Visitor.signIn(browser, 'head', { viewport: { width: 390, height: 844 } });
  await Promise.all([amara.open(channel), daniel.open(channel)]);
  await attach(amara, 'minutes.txt', 'text/plain', Buffer.from('We met.'));
  await amara.page.getByRole('textbox', { name: 'Caption of minutes.txt' }).fill('As agreed');
  await phone.page.goto('/chat/drafts');
  const row = phone.page.getByRole('listitem').filter({ hasText: channel });
  await row.getByText('minutes.txt').waitFor();
  expect(await violations(phone.page)).toEqual([]);
  await row.getByRole('link').click();
  const field = phone.page.getByRole('textbox', { name: 'Caption of minutes.txt' });
  await field.waitFor();
  expect(await field.inputValue()).toBe('As agreed');
  await phone.page.getByRole('button', { name: 'Send', exact: true }).click();
  await daniel.message('As agreed').getByText('minutes.txt').waitFor();
  // It went with the message, so that nothing of it is left to be sent from here.
  await toSend(amara).waitFor({ state: 'detached' });
  expect(phone.faults).toEqual([]);
  await phone.context.close();
});

test('a reload leaves the files of a draft where they were', async () => {
  const channel = `reload ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  await amara.open(channel);
  const saved = amara.page.waitForResponse(
    (answer) => answer.request().postData()?.includes('SaveDraft') ?? false,
  );
  await attach(amara, 'minutes.txt', 'text/plain', Buffer.from('We met.'));
  await saved;
  await amara.page.reload();
  await toSend(amara).getByText('minutes.txt').waitFor();
  await toSend(amara).getByRole('button', { name: 'Do not send minutes.txt' }).click();
  await toSend(amara).waitFor({ state: 'detached' });
});

test('who changes a message puts a file to it and takes one out, and the reader sees it so', async () => {
  const channel = `change ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  await Promise.all([amara.open(channel), daniel.open(channel)]);
  await amara.box(channel).fill('The papers');
  await send(amara, 'old.txt', 'text/plain', Buffer.from('Old'));
  await filesOf(daniel, 'The papers').getByText('old.txt').waitFor();
  await amara.message('The papers').hover();
  await amara.message('The papers').getByRole('button', { name: 'Edit' }).click();
  await toSend(amara).getByRole('button', { name: 'Do not send old.txt' }).click();
  await attach(amara, 'new.txt', 'text/plain', Buffer.from('New'));
  await amara.page.getByRole('button', { name: 'Save the change' }).click();
  await filesOf(daniel, 'The papers').getByText('new.txt').waitFor();
  expect(await filesOf(daniel, 'The papers').getByText('old.txt').count()).toBe(0);
  await toSend(amara).waitFor({ state: 'detached' });
  await daniel
    .message('The papers')
    .getByRole('button', { name: /Edited/ })
    .click();
  const dialog = daniel.page.getByRole('dialog', { name: 'What it said before' });
  const names = dialog.getByRole('list', { name: 'Files that came or went' });
  await names.waitFor();
  expect(await names.getByRole('listitem').allInnerTexts()).toEqual(['old.txt', 'new.txt']);
  expect(await violations(daniel.page)).toEqual([]);
  await daniel.page.keyboard.press('Escape');
});

test('what takes its time stands in the tray of uploads too: paused, gone on with elsewhere, and given up', async () => {
  const channel = `slow ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  // A service worker would carry the bytes past what stands in their way here.
  await using desk = await Visitor.at(browser, 'head', { serviceWorkers: 'block' });
  const { context, page } = desk;
  await Promise.all([desk.open(channel), daniel.open(channel)]);
  const tray = page.getByRole('region', { name: 'Uploads' });
  const free = Promise.withResolvers<undefined>();
  await context.route('**/f/uploads/**', async (route) => {
    await free.promise;
    await route.continue();
  });
  await attach(desk, 'film.txt', 'text/plain', Buffer.from('Slow'));
  await attach(desk, 'unwanted.txt', 'text/plain', Buffer.from('Never mind'));
  await tray.getByRole('button', { name: 'Pause film.txt' }).click();
  await tray.getByText('Paused').waitFor();
  expect(await violations(page)).toEqual([]);
  await tray.getByRole('button', { name: 'Remove unwanted.txt from the uploads' }).click();
  await toSend(desk).getByText('unwanted.txt').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'People' }).click();
  await page.waitForURL('**/people**');
  free.resolve(undefined);
  await tray.getByRole('button', { name: 'Resume film.txt' }).click();
  await tray.getByRole('button', { name: 'Show the conversation of film.txt' }).click();
  await toSend(desk).getByText('film.txt').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await daniel.page.getByRole('log').getByText('film.txt').waitFor();
  expect(await daniel.page.getByRole('log').getByText('unwanted.txt').count()).toBe(0);
  expect(desk.faults).toEqual([]);
});
