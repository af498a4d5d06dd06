import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  AskToConfirmDocument,
  OpenDirectChannelDocument,
  RemindToConfirmDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannelNamed, say } from '../product.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** As long as a browser may take on a busy machine. */
const patiently = { timeout: 15_000 };

const JONAS = 'Jonas Lindqvist';
const GRACE = 'Grace Mutua';

/** The notices that a page has shown. */
declare const shownNotices: { readonly title: string; readonly body: string }[];

/** Notes what the browser is asked to show: a browser without a window shows nothing that could be looked at. */
async function noteNotices({ context, page }: Visitor): Promise<void> {
  await context.grantPermissions(['notifications']);
  await page.addInitScript(() => {
    const shown: { title: string; body: string }[] = [];
    Object.assign(globalThis, { shownNotices: shown });
    const Native = Notification;
    const Noted = function (title: string, options: NotificationOptions = {}) {
      shown.push({ title, body: options.body ?? '' });
      return new Native(title, options);
    };
    Object.defineProperty(Noted, 'permission', { get: () => 'granted' });
    Object.assign(globalThis, { Notification: Noted });
  });
}

const notices = ({ page }: Visitor) => page.evaluate(() => shownNotices);

/** The number before the title; 0 where there is none. */
const waitingIn = async (page: Page): Promise<number> =>
  Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0);

const openMenu = ({ page }: Visitor): Promise<void> =>
  page
    .getByRole('button', { name: /profile and presence/ })
    .first()
    .click();

const row = ({ page }: Visitor, name: string): Locator =>
  page.getByRole('navigation', { name: /^(Channels|People)$/ }).getByRole('link', { name });

test('what somebody is up to, and that they are not to be disturbed, is seen at once by who talks with them', async () => {
  const [jonas, grace] = [await a('colleague'), await a('classmate')];
  const { id: direct } = (
    await jonas.get(OpenDirectChannelDocument, { input: { userId: grace.id, key: aKey() } })
  ).openDirectChannel;
  await say(jonas, direct, 'Hello');
  await using writer = await Visitor.at(browser, 'colleague');
  await using reader = await Visitor.at(browser, 'classmate');
  await row(reader, JONAS).click();
  await row(reader, JONAS).getByRole('img', { name: 'Online' }).waitFor();

  await openMenu(writer);
  await writer.page.getByRole('menuitem', { name: 'Set a status' }).click();
  const dialog = writer.page.getByRole('dialog', { name: 'Your status' });
  await dialog.getByRole('button', { name: 'At lunch' }).click();
  expect(await violations(writer.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save status' }).click();
  await row(reader, JONAS).getByRole('img', { name: 'At lunch' }).waitFor();
  await reader.page.getByRole('button', { name: 'Person', exact: true }).click();
  const panel = reader.page.getByRole('region', { name: 'Person' });
  await panel.getByText('🥪 At lunch').waitFor();

  await openMenu(writer);
  await writer.page.getByRole('menuitem', { name: /Do not disturb/ }).click();
  await writer.page.getByRole('menuitem', { name: '1 hour' }).click();
  await row(reader, JONAS).getByRole('img', { name: 'Do not disturb' }).waitFor();
  await panel.getByText('Do not disturb').waitFor();

  // A choice outlasts what devices say of themselves, also across a reload.
  await writer.page.reload();
  await openMenu(writer);
  await writer.page.getByRole('menuitem', { name: /Do not disturb.*Until/ }).waitFor();
  await writer.page.getByRole('menuitemcheckbox', { name: 'In a call' }).click();
  await row(reader, JONAS).getByRole('img', { name: 'In a call' }).waitFor();
  await openMenu(writer);
  await writer.page.getByRole('menuitemradio', { name: 'Online' }).click();
  await row(reader, JONAS).getByRole('img', { name: 'Online' }).waitFor();
  await openMenu(writer);
  await writer.page.getByRole('menuitem', { name: 'Clear status' }).click();
  await row(reader, JONAS).getByRole('img', { name: 'At lunch' }).waitFor({ state: 'detached' });
  expect([writer.faults, reader.faults]).toEqual([[], []]);
});

test('a conversation knocks, counts and is silent as its reader wants it', async () => {
  const [jonas, grace] = [await a('colleague'), await a('classmate')];
  const name = `status ${aKey().slice(0, 8)}`;
  const channelId = await aChannelNamed(name, jonas, grace);
  await using reader = await Visitor.at(browser, 'classmate');
  const { page } = reader;
  await noteNotices(reader);
  await page.goto('/settings/notifications');
  await page.getByRole('switch', { name: 'Show notifications' }).check();
  expect(await violations(page)).toEqual([]);
  const naming = `[@${GRACE}](mention:${grace.id})`;

  // Mentions alone, as is usual in a channel.
  await say(jonas, channelId, 'Nothing for her');
  await say(jonas, channelId, `${naming} the keys are at the desk`);
  await expect
    .poll(() => notices(reader), patiently)
    .toEqual([{ title: `${JONAS} in ${name}`, body: `@${GRACE} the keys are at the desk` }]);
  await expect.poll(() => page.title(), patiently).toMatch(/^\(\d+\) Notifications · Parley$/);
  const waiting = await waitingIn(page);
  expect(await page.locator('link[rel="icon"]').getAttribute('href')).toBe('favicon-waiting.svg');

  // Every message, chosen in the settings; what is still said of the switch is not said of this.
  await page.getByText('Saved', { exact: true }).waitFor({ state: 'hidden' });
  await page.getByLabel(`Notifications of ${name}`).selectOption('Every message');
  await page.getByText('Saved', { exact: true }).waitFor();
  await say(jonas, channelId, 'Now she hears this too');
  await expect
    .poll(async () => (await notices(reader)).at(-1)?.body, patiently)
    .toBe('Now she hears this too');

  // What is on screen needs no knock, and is read.
  await page.getByRole('link', { name: 'Chat' }).first().click();
  await reader.open(name);
  await reader.hears('Now she hears this too');
  await expect.poll(() => waitingIn(page), patiently).toBe(waiting - 1);
  const before = (await notices(reader)).length;
  await say(jonas, channelId, 'While she looks');
  await reader.hears('While she looks');

  // Silent for an hour: neither knock nor count, and the list says so.
  await page.getByRole('button', { name: 'Notifications', exact: true }).click();
  await page.getByRole('menuitem', { name: '1 hour' }).click();
  await page.getByRole('button', { name: 'Notifications, muted' }).waitFor();
  await row(reader, name).getByText('Muted').waitFor();
  await page.getByRole('link', { name: 'People' }).first().click();
  const { id: messageId } = await say(jonas, channelId, `${naming} in silence`);
  await page.getByRole('link', { name: 'Chat' }).first().click();
  await row(reader, name).getByText('Muted').waitFor();
  await reader.open(name);
  await reader.hears('in silence');
  expect((await notices(reader)).length).toBe(before);

  // Who is reminded to confirm something hears of it all the same: it was asked of her by name.
  await page.getByRole('link', { name: 'People' }).first().click();
  await jonas.get(AskToConfirmDocument, { input: { messageId, key: aKey() } });
  await jonas.get(RemindToConfirmDocument, { input: { messageId, key: aKey() } });
  await expect
    .poll(async () => (await notices(reader)).slice(before), patiently)
    .toEqual([{ title: `${JONAS} in ${name}`, body: 'Please confirm that you have read a message' }]);
  expect(reader.faults).toEqual([]);
});

test('in quiet hours nothing knocks, on any device', async () => {
  const [jonas, grace] = [await a('colleague'), await a('classmate')];
  const { id: channelId } = (
    await jonas.get(OpenDirectChannelDocument, { input: { userId: grace.id, key: aKey() } })
  ).openDirectChannel;
  await using reader = await Visitor.at(browser, 'classmate');
  await noteNotices(reader);
  const { page } = reader;
  await page.goto('/settings/notifications');
  await page.getByRole('switch', { name: 'Show notifications' }).check();
  await page.getByRole('button', { name: 'Every night' }).click();
  for (const select of ['quiet from', 'quiet until']) {
    await expect.poll(() => page.getByLabel(new RegExp(select)).count(), patiently).toBe(7);
    const all = await page.getByLabel(new RegExp(select)).all();
    // From midnight to midnight: all day.
    for (const one of all) {
      await one.selectOption('00:00');
      await page.getByText('Saved', { exact: true }).waitFor();
      await expect.poll(() => one.inputValue(), patiently).toBe('00:00');
    }
  }
  await say(jonas, channelId, 'Psst');
  await page.goto('/chat');
  await row(reader, JONAS)
    .getByText(/unread/)
    .waitFor();
  expect(await notices(reader)).toEqual([]);
  await page.goto('/settings/notifications');
  await page.getByRole('button', { name: 'No quiet hours' }).click();
  await expect.poll(() => page.getByLabel(/quiet from/).count(), patiently).toBe(0);
  await say(jonas, channelId, 'Good morning');
  await expect.poll(() => notices(reader), patiently).toEqual([{ title: JONAS, body: 'Good morning' }]);
  expect(reader.faults).toEqual([]);
});
