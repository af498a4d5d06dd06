import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { violations } from './violations.js';
import { together } from './together.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const panelOf = ({ page }: Visitor): Locator => page.locator('app-thread-panel');
const replyBox = (visitor: Visitor): Locator => panelOf(visitor).getByRole('textbox', { name: 'Reply' });
const inChannel = ({ page }: Visitor): Locator => page.locator('app-channel-view').getByRole('log');
const threadsLink = ({ page }: Visitor): Locator => page.getByRole('link', { name: /^Threads/ });

async function reply(visitor: Visitor, text: string): Promise<void> {
  await replyBox(visitor).fill(text);
  await replyBox(visitor).press('Enter');
}

test('two people talk in a thread: it is live, it waits in the inbox, and going back closes it', async () => {
  await using both = await together(browser, 'viva');
  const { amara, daniel, channel } = both;
  await amara.say(channel, 'Who can chair on Thursday?');
  await (await daniel.hears('Who can chair')).hover();
  await daniel.message('Who can chair').getByRole('button', { name: 'Reply in thread' }).click();
  await reply(daniel, 'I can. Room B2.14 is free.');

  const line = amara.message('Who can chair').getByRole('button', { name: /1 reply/ });
  await line.waitFor();
  expect(await inChannel(amara).getByText('Room B2.14').count()).toBe(0);
  await threadsLink(amara).getByText('1', { exact: true }).waitFor();

  await threadsLink(amara).click();
  const listed = amara.page.locator('app-thread-item').filter({ hasText: channel });
  await listed.getByText('1 unread').waitFor();
  await listed.getByRole('link').click();
  await panelOf(amara).getByText('Room B2.14').waitFor();
  await listed.getByText('1 unread').waitFor({ state: 'detached' });
  // Who answered sees that it was read, though nobody read it in the channel.
  const answer = panelOf(daniel).getByRole('article').filter({ hasText: 'Room B2.14' });
  await answer.getByRole('img', { name: 'Read by Amara Okafor' }).waitFor();
  expect(await violations(amara.page)).toEqual([]);

  await replyBox(amara).pressSequentially('Yes');
  await panelOf(daniel).getByText('Amara is typing').waitFor();
  await panelOf(amara)
    .getByRole('checkbox', { name: `Also send to ${channel}` })
    .check();
  await reply(amara, 'Then you chair, thank you.');
  await panelOf(daniel).getByText('Then you chair').waitFor();
  const shown = inChannel(daniel).getByRole('article').filter({ hasText: 'Then you chair' });
  await shown.getByRole('button', { name: /In a thread: Who can chair/ }).waitFor();

  await amara.page.goBack();
  await panelOf(amara).waitFor({ state: 'detached' });
  await amara.page.goForward();
  await panelOf(amara).getByText('Then you chair').waitFor();
  expect([...amara.faults, ...daniel.faults]).toEqual([]);
});

test('a topic is opened, listed and closed; nobody writes in it then', async () => {
  await using both = await together(browser, 'viva');
  const { amara, daniel } = both;
  await amara.page.getByRole('button', { name: 'Threads and topics' }).click();
  await amara.page.getByText('Nobody has answered in a thread here yet.').waitFor();
  await amara.page.getByRole('button', { name: 'New topic' }).click();
  await amara.page.getByLabel('Name').fill('Printed copies');
  await amara.page.getByRole('button', { name: 'Open topic' }).click();
  await panelOf(amara).getByRole('heading', { name: 'Printed copies' }).waitFor();
  await reply(amara, 'Three copies by Wednesday.');

  await inChannel(daniel).getByText('Amara Okafor opened the topic “Printed copies”.').waitFor();
  await daniel.page.getByRole('button', { name: 'Threads and topics' }).click();
  await daniel.page
    .locator('app-thread-item')
    .filter({ hasText: 'Printed copies' })
    .getByRole('link')
    .click();
  await panelOf(daniel).getByText('Three copies by Wednesday.').waitFor();
  await replyBox(daniel).waitFor();

  const bell = panelOf(amara).getByRole('button', { name: 'Follow or mute this thread' });
  await bell.click();
  await amara.page.getByRole('menuitem', { name: '1 hour' }).click();
  await panelOf(amara).getByRole('button', { name: 'Follow or mute this thread, muted' }).waitFor();
  await bell.click();
  await amara.page.getByRole('menuitem', { name: 'Unmute' }).click();
  await panelOf(amara).getByRole('button', { name: 'Follow or mute this thread', exact: true }).waitFor();

  await panelOf(amara).getByRole('button', { name: 'More about this thread' }).click();
  await amara.page.getByRole('menuitem', { name: 'Close thread' }).click();
  await panelOf(daniel).getByText('This thread is closed.').waitFor();
  expect(await replyBox(daniel).count()).toBe(0);
});

test('a message is marked as unread, with the mouse and by key, and waits when one comes back', async () => {
  await using both = await together(browser, 'viva');
  const { amara, daniel, channel } = both;
  await amara.say(channel, 'First.');
  await amara.say(channel, 'Second.');
  const elsewhere = `lunch ${aKey().slice(0, 8)}`;
  await aChannelNamed(elsewhere, await a('head'), await a('student'));
  const second = await daniel.hears('Second.');
  await second.click({ modifiers: ['Alt'] });
  await daniel.page.getByText('Marked as unread.').waitFor();
  await daniel.open(elsewhere);
  await daniel.channel(channel).getByText('Unread').waitFor();
  await daniel.open(channel);
  await daniel.page.getByRole('separator', { name: /New since/ }).waitFor();
  await daniel.channel(channel).getByText('Unread').waitFor({ state: 'detached' });

  await (await daniel.hears('First.')).focus();
  await daniel.page.keyboard.press('u');
  await daniel.open(elsewhere);
  await daniel.channel(channel).getByText('Unread').waitFor();
});

test('on a phone a thread is a page of its own', async () => {
  const channel = `viva ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  await using daniel = await Visitor.at(browser, 'student', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    colorScheme: 'dark',
  });
  await daniel.open(channel);
  await daniel.say(channel, 'Alone on the road.');
  await (await daniel.hears('Alone on the road.')).focus();
  await daniel.page.keyboard.press('t');
  await panelOf(daniel).getByRole('heading', { level: 1, name: 'Thread' }).waitFor();
  await reply(daniel, 'An answer to myself.');
  await panelOf(daniel).getByText('An answer to myself.').waitFor();
  expect(await violations(daniel.page)).toEqual([]);
  const overflow = await daniel.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await panelOf(daniel).getByRole('button', { name: 'Back' }).click();
  await daniel
    .message('Alone on the road.')
    .getByRole('button', { name: /1 reply/ })
    .waitFor();
});
