import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as Axe from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OwnRemindDocument, OwnScheduleDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannelNamed, say } from '../product.js';
import { launch, Visitor } from './visitor.js';

const AxeBuilder = Axe.default;
const screens = fileURLToPath(new URL('../../test-output/screens/', import.meta.url));
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

let browser: Browser;
/** Amara at her desk and on another device, and Daniel. */
let cast: { readonly amara: Visitor; readonly again: Visitor; readonly daniel: Visitor };

beforeAll(async () => {
  browser = await launch();
  await mkdir(screens, { recursive: true });
  const [amara, again, daniel] = await Promise.all([
    Visitor.signIn(browser, 'head'),
    Visitor.signIn(browser, 'head'),
    Visitor.signIn(browser, 'student'),
  ]);
  cast = { amara, again, daniel };
});
afterAll(() => browser.close());

/** A new channel of Amara and Daniel. */
const aTalk = async (): Promise<{ readonly channel: string; readonly channelId: string }> => {
  const channel = `own ${aKey().slice(0, 8)}`;
  return { channel, channelId: await aChannelNamed(channel, await a('head'), await a('student')) };
};

/** Checks what is on screen, by day and by night, and keeps pictures of it. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${screens}own-${name}-${colorScheme}.png` });
    const axe = new AxeBuilder({ page });
    // Nothing but colours is different by night.
    if (colorScheme === 'dark') axe.withRules(['color-contrast']);
    const { violations } = await axe.analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
}

const boxIs = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector<HTMLTextAreaElement>('textarea#composer')?.value === wanted,
    text,
  );

test('a draft goes on where it was left, on another device, and leaves both when it is sent', async () => {
  const { channel } = await aTalk();
  const { amara: desk, again: phone } = cast;
  await phone.page.setViewportSize({ width: 390, height: 844 });
  await desk.open(channel);
  await desk.box(channel).fill('Dear all');
  await phone.page.goto('/chat/drafts');
  await phone.page.getByText('Dear all').waitFor();
  await looksRight(phone.page, 'drafts-390');
  await phone.page.getByRole('link', { name: new RegExp(channel) }).click();
  await boxIs(phone.page, 'Dear all');
  await phone.box(channel).fill('Dear all, the hall is B2.14.');
  await boxIs(desk.page, 'Dear all, the hall is B2.14.');
  await desk.page.keyboard.press('Enter');
  await phone.hears('the hall is B2.14.');
  await boxIs(phone.page, '');
  await phone.page.setViewportSize({ width: 1440, height: 900 });
  expect([desk.faults, phone.faults]).toEqual([[], []]);
});

test('a message is put aside, comes back at its time, and is done with', async () => {
  const { channel, channelId } = await aTalk();
  const { id: messageId } = await say(await a('student'), channelId, 'Could you sign the form?');
  const { amara } = cast;
  await amara.open(channel);
  await (await amara.hears('sign the form')).focus();
  await amara.page.keyboard.press('s');
  await amara.message('sign the form').getByText('Saved for later').waitFor();
  await amara.message('sign the form').focus();
  await amara.page.keyboard.press('h');
  await amara.page.getByRole('dialog', { name: 'Remind me' }).waitFor();
  await looksRight(amara.page, 'remind');
  await amara.page.getByRole('button', { name: /Tomorrow at 9:00/ }).click();
  await amara.page.getByLabel('Note to yourself').fill('Ask the registry first');
  await amara.page.getByRole('button', { name: 'Remind me', exact: true }).click();
  await amara.message('sign the form').getByText('Ask the registry first').waitFor();
  const input = { messageId, remindAt: inSeconds(1), key: aKey() };
  await (await a('head')).get(OwnRemindDocument, { input });
  await amara.page.getByText('Reminder: Ask the registry first').waitFor();
  await amara.page.getByRole('button', { name: 'Show', exact: true }).click();
  const row = amara.page
    .getByRole('list', { name: 'Saved' })
    .getByRole('listitem')
    .filter({ hasText: channel });
  await row.getByText('Could you sign the form?').waitFor();
  await looksRight(amara.page, 'saved');
  await row.getByRole('button', { name: 'Done: remove from saved' }).click();
  await row.waitFor({ state: 'detached' });
  expect(amara.faults).toEqual([]);
});

test('a message is sent later, changed while it waits, and reaches the other at its time', async () => {
  const { channel, channelId } = await aTalk();
  const { amara, daniel } = cast;
  await Promise.all([amara.open(channel), daniel.open(channel)]);
  await amara.box(channel).fill('See you on Monday.');
  await amara.page.getByRole('button', { name: 'Send later' }).click();
  await amara.page.screenshot({ path: `${screens}own-send-later.png` });
  await amara.page.getByRole('menuitem', { name: /Tomorrow at 9:00/ }).click();
  await amara.page.getByText(/Will be sent tomorrow/).waitFor();
  await boxIs(amara.page, '');
  await amara.page.getByRole('link', { name: /Drafts and scheduled/ }).click();
  const row = amara.page.getByRole('listitem').filter({ hasText: 'See you on Monday.' });
  await row.waitFor();
  await looksRight(amara.page, 'scheduled');
  await row.getByRole('button', { name: 'Change' }).click();
  await amara.page.getByLabel('Message', { exact: true }).fill('See you on Tuesday.');
  await amara.page.getByRole('button', { name: 'Save the change' }).click();
  const changed = amara.page.getByRole('listitem').filter({ hasText: 'See you on Tuesday.' });
  await changed.getByRole('button', { name: 'Send now' }).click();
  await daniel.hears('See you on Tuesday.');
  const input = { channelId, text: 'And this by itself.', sendAt: inSeconds(1), key: aKey() };
  await (await a('head')).get(OwnScheduleDocument, { input });
  await daniel.hears('And this by itself.');
  expect(await daniel.messagesWith(/See you on \w+|And this by itself/)).toEqual([
    'See you on Tuesday',
    'And this by itself',
  ]);
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('nine in the morning is nine where the other one is', async () => {
  const { amara } = cast;
  await amara.page
    .getByRole('navigation', { name: 'People' })
    .getByRole('link', { name: /Wanjiru Kamau/ })
    .click();
  const text = `Good morning ${aKey().slice(0, 8)}`;
  await amara.page.getByRole('textbox', { name: /^Message Wanjiru/ }).fill(text);
  await amara.page.getByRole('button', { name: 'Send later' }).click();
  await amara.page.getByRole('menuitem', { name: /At 9:00 for Wanjiru/ }).click();
  await amara.page.getByRole('link', { name: /Drafts and scheduled/ }).click();
  const row = amara.page.getByRole('listitem').filter({ hasText: text });
  await row.getByText('09:00 by their clock').waitFor();
  await row.getByRole('button', { name: 'Do not send' }).click();
  await row.waitFor({ state: 'detached' });
  expect(amara.faults).toEqual([]);
});

test('what one pins both find, and it leads to where it was said', async () => {
  const { channel } = await aTalk();
  const { amara, daniel } = cast;
  await Promise.all([amara.open(channel), daniel.open(channel)]);
  await amara.say(channel, 'The key is with the porter.');
  await (await amara.hears('with the porter')).focus();
  await amara.page.keyboard.press('p');
  await daniel.message('with the porter').getByText('Pinned by Amara Okafor').waitFor();
  await daniel.page.getByRole('button', { name: 'Pinned messages' }).click();
  const pins = daniel.page.getByRole('list', { name: 'Pinned messages' });
  await pins.getByText('The key is with the porter.').waitFor();
  await looksRight(daniel.page, 'pins');
  await pins.getByRole('button', { name: 'Unpin' }).click();
  await daniel.page.getByText('Nothing is pinned here.', { exact: false }).waitFor();
  await amara.message('with the porter').getByText('Pinned by').waitFor({ state: 'detached' });
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('conversations stand where one puts them, on every device', async () => {
  const { channel } = await aTalk();
  const { amara: desk, again: other } = cast;
  const arrange = async (deed: string) => {
    await desk.page.getByRole('link', { name: channel }).hover();
    await desk.page.getByRole('button', { name: `Arrange ${channel}` }).click();
    await desk.page.getByRole('menuitem', { name: deed }).click();
  };
  const section = (name: string) =>
    other.page.getByRole('navigation', { name, exact: true }).getByRole('link', { name: channel });
  await arrange('Add to favourites');
  await section('Favourites').waitFor();
  await looksRight(desk.page, 'favourites');
  await arrange('Remove from favourites');
  await arrange('Move to a section');
  await desk.page.getByRole('menuitem', { name: 'New section…' }).click();
  const name = `Exams ${channel}`;
  await desk.page.getByLabel('Name of the section').fill(name);
  await desk.page.keyboard.press('Enter');
  await section(name).waitFor();
  const channels = desk.page.getByRole('navigation', { name: 'Channels', exact: true });
  // Onto the beginning of the list: in the middle of a long one there is nothing on screen to drop it on.
  await desk.page
    .getByRole('link', { name: channel, exact: true })
    .dragTo(desk.page.locator('app-list-section', { has: channels }), { targetPosition: { x: 60, y: 12 } });
  await section('Channels').waitFor();
  await arrange('Hide');
  await section('Channels').waitFor({ state: 'detached' });
  await other.page.getByRole('button', { name: /hidden conversation/ }).click();
  await section('Hidden').waitFor();
  expect([desk.faults, other.faults]).toEqual([[], []]);
});
