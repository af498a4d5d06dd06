import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetPresenceDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannelNamed, say } from '../product.js';
import { Guide, anAfternoonAtWork, number, phone, taking } from './guide.js';
import { launch, Visitor } from './visitor.js';

const guide = new Guide('chat');
const { front, words } = guide;
const areThere = guide.areThere.bind(guide);
const take = guide.take.bind(guide);

let browser: Browser;
let amara: Visitor;
beforeAll(async () => {
  browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  // In pictures people are there; elsewhere it would change what other tests see.
  for (const role of taking ? (['dean', 'faculty', 'colleague', 'employee'] as const) : []) {
    await (await a(role)).get(SetPresenceDocument, { input: { state: 'ONLINE', key: aKey() } });
  }
  amara = await Visitor.signIn(browser, 'head', { colorScheme: 'light' });
});
afterAll(() => browser.close());

/** Opens a channel of the demo organisation at its newest message, on that afternoon. */
async function openDemo(visitor: Visitor, name = 'thesis-committee'): Promise<Page> {
  const { page } = visitor;
  await page.clock.setFixedTime(anAfternoonAtWork());
  await page.goto('/chat');
  await visitor.channel(name).click();
  await page.getByRole('log').getByRole('article').first().waitFor();
  await visitor.box(name).waitFor();
  return page;
}

test('the screen: pages, conversations, the conversation and what stands beside it', async () => {
  const page = await openDemo(amara);
  await page.setViewportSize({ width: 1440, height: 780 });
  const list = page.locator('[data-pane="list"]');
  await areThere(list, 'link', 'Threads', 'Mentions', 'Search', 'Saved', 'Drafts and scheduled');
  await areThere(list, 'button', 'Search or jump to', 'Only unread conversations', 'New message');
  await areThere(list, 'button', 'Browse channels', 'New channel');
  await areThere(page, 'button', 'Threads and topics', 'Pinned messages', 'Channel details', 'Notifications');
  await page
    .getByRole('button', { name: /replies/ })
    .last()
    .click();
  const thread = page.locator('app-thread-panel');
  await thread.getByRole('article').first().waitFor();
  await areThere(thread, 'button', 'More about this thread');
  await areThere(thread, 'checkbox', 'Also send to');
  await page.mouse.move(0, 0);
  await number(
    page,
    page.getByRole('navigation', { name: 'Main' }),
    list.getByRole('button', { name: 'Search or jump to' }),
    list.getByRole('link', { name: /^Drafts and scheduled/ }),
    list.getByRole('navigation', { name: 'Channels' }),
    page.locator('app-channel-header'),
    page.getByRole('log', { name: 'Messages in thesis-committee' }),
    amara.box('thesis-committee'),
    thread.getByRole('log'),
  );
  await take(page, 'screen', [0, 0, 1440, 780]);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('a message: what it offers, and everything in its menu', async () => {
  const page = await openDemo(amara);
  const message = amara.message('Section 4 is new');
  await message.hover();
  await areThere(message, 'button', 'React', 'Reply', 'Reply in thread', 'More');
  await message.getByRole('button', { name: 'More' }).click();
  const offered = page.getByRole('menuitem');
  await offered.first().waitFor();
  for (const name of await offered.allInnerTexts()) {
    expect(words, 'the guide on what a message offers').toContain(name.trim());
  }
  await areThere(page, 'menuitem', 'Save for later', 'Remind me', 'Pin', 'Forward', 'Mark unread', 'Report');
  await take(page, 'message', [368, 360, 1072, 540]);
});

test('what is written with a slash and every key stand in the tables of the guide', async () => {
  const page = await openDemo(amara);
  const box = amara.box('thesis-committee');
  await box.pressSequentially('/');
  const commands = page.getByRole('option');
  await commands.first().waitFor();
  for (const command of await commands.allInnerTexts()) {
    const name = /\/[a-z-]+/.exec(command)?.[0] ?? command;
    expect(front, 'the table of commands').toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'));
  }
  await box.fill('');
  await page.keyboard.press('Control+/');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.waitFor();
  const keys = new Set(await sheet.locator('kbd').allInnerTexts());
  expect(keys.size).toBeGreaterThan(30);
  for (const key of keys) expect(front, 'the table of keys').toContain(`\`${key}\``);
});

const drawing = (): Promise<string> =>
  amara.page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 720, height: 360 });
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('Nothing to draw with');
    const bands = ['#cfe3ea', '#8fb3a5', '#5f8f7c', '#2f6f76', '#24565f'];
    for (const [at, colour] of bands.entries()) {
      brush.fillStyle = colour;
      brush.beginPath();
      brush.moveTo(0, 360);
      for (let x = 0; x <= 720; x += 8) brush.lineTo(x, at * 75 + 22 * Math.sin(x / (60 + at * 25) + at * 2));
      brush.lineTo(720, 360);
      brush.fill();
    }
    return canvas.toDataURL('image/png');
  });

test('writing: files with captions, polls, confirmations, voice', async () => {
  const { page } = amara;
  const name = 'field-course';
  const channelId = await aChannelNamed(name, await a('head'), await a('employee'), await a('student'));
  await say(await a('employee'), channelId, 'The boats are booked. What is left to decide?');
  await page.clock.setFixedTime(new Date());
  await page.goto(`/chat/${channelId}`);
  await amara.box(name).waitFor();
  const add = async (what: string): Promise<void> => {
    await page.getByRole('button', { name: 'Add to the message' }).click();
    await areThere(page, 'menuitem', what);
    await page.getByRole('menuitem', { name: what }).click();
  };
  await add('Poll');
  const poll = page.getByRole('dialog', { name: 'Poll' });
  await poll.getByLabel('Question').fill('When do we set off?');
  await poll.getByLabel('Answer 1').fill('At six, before the heat');
  await poll.getByLabel('Answer 2').fill('At eight, after breakfast');
  await poll.getByRole('button', { name: 'Send poll' }).click();
  await (await amara.hears('At eight')).getByText('At six').click();
  await add('Record a voice message');
  const recorder = page.getByRole('group', { name: 'Record a voice message' });
  await recorder.getByRole('timer').filter({ hasText: '0:02' }).waitFor();
  await recorder.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('group', { name: 'Voice message' }).waitFor();
  await add('Ask to confirm');
  await amara.say(name, 'Everybody brings boots, a hat and **two litres** of water.');
  await areThere(await amara.hears('two litres'), 'button', 'confirmed');
  const chooser = page.waitForEvent('filechooser');
  await add('Upload files');
  const buffer = Buffer.from((await drawing()).split(',')[1] ?? '', 'base64');
  await (await chooser).setFiles([{ name: 'lake.png', mimeType: 'image/png', buffer }]);
  await page.getByRole('textbox', { name: 'Caption of lake.png' }).fill('The north bank in March');
  await amara.box(name).fill('This is where we land. #field-course');
  await page.getByRole('button', { name: 'Formatting' }).click();
  await areThere(page, 'button', 'Formatting', 'Emoji', 'Mention someone', 'Send later');
  await page.mouse.move(0, 0);
  await page.getByRole('tooltip').waitFor({ state: 'detached' });
  await take(page, 'write');
  await amara.box(name).fill('');
  expect(amara.faults).toEqual([]);
});

test('finding: from anywhere, and on the page of its own', async () => {
  const page = await openDemo(amara);
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('print');
  await page
    .getByRole('option', { name: /printed copies/ })
    .first()
    .waitFor();
  await take(page, 'find');
  await page.goto('/chat/search?q=from%3A%22Jonas%20Lindqvist%22%20room');
  await page.locator('app-found-message').first().waitFor();
  await areThere(page, 'button', 'From …', 'In …', 'With …', 'Since …');
  await take(page, 'search');
});

test('what waits for oneself: threads, saved messages and reminders', async () => {
  const page = await openDemo(amara);
  await page.getByRole('link', { name: /^Threads/ }).click();
  await page.locator('app-thread-item').first().getByRole('link').click();
  await page.locator('app-thread-panel').getByRole('article').first().waitFor();
  await page.mouse.move(0, 0);
  await take(page, 'threads');
});

test('what one is told of, and what others are told of oneself', async () => {
  const page = await openDemo(amara);
  await page
    .getByRole('button', { name: /^Notifications/ })
    .first()
    .click();
  await areThere(page, 'menuitemradio', 'Every message', 'Mentions of me', 'Nothing');
  await page.getByText('Mute', { exact: true }).waitFor();
  await take(page, 'notifications', [720, 0, 720, 400]);
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /profile and presence/ })
    .first()
    .click();
  await areThere(page, 'menuitem', 'Do not disturb', 'Set a status');
  await page.keyboard.press('Escape');
  await page
    .getByRole('navigation', { name: 'People' })
    .getByRole('link', { name: /Wanjiru/ })
    .click();
  await amara.box('Wanjiru Kamau').waitFor();
  await page.getByRole('button', { name: 'Person', exact: true }).click();
  await page.locator('app-person-panel').getByText('17:15 in Nairobi').waitFor();
  await page.mouse.move(0, 0);
  await take(page, 'person');
});

test('a channel: who is in it, and how it is kept', async () => {
  const page = await openDemo(amara);
  await page.getByRole('button', { name: 'Channel details' }).click();
  await areThere(page, 'heading', 'How it is kept');
  await areThere(page, 'button', 'Settings', 'Add people');
  await page.getByRole('button', { name: 'Manage Baraka Otieno' }).click();
  await areThere(page, 'menuitem', 'Hand over ownership', 'Remove from the channel', 'Ban from the channel');
  await take(page, 'details', [1040, 0, 400, 900]);
});

test('on a phone: the list, and a conversation by night', async () => {
  await using hand = await Visitor.signIn(browser, 'head', {
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
  });
  const { page } = hand;
  await page.clock.setFixedTime(anAfternoonAtWork());
  await page.reload();
  await hand.channel('thesis-committee').waitFor();
  await take(page, 'phone-list', phone);
  await hand.open('thesis-committee');
  await page.getByRole('log').getByRole('article').first().waitFor();
  await areThere(page, 'button', 'Back', 'More');
  await take(page, 'phone', phone);
  expect(hand.faults).toEqual([]);
});

test('every picture of the guide is there, small enough, and shown', () => {
  guide.arePictured();
});
