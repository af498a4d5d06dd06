import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { violations } from './violations.js';
import { together } from './together.js';
import { launch } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const PHONE = { viewport: { width: 390, height: 844 } };

/** Chooses something in the menu of a message. */
async function choose(message: Locator, deed: string): Promise<void> {
  await message.press('Enter');
  await message.page().getByRole('menuitem', { name: deed, exact: true }).click();
}

/** Chooses something in the "+" menu of the box. */
async function add(page: Page, part: string): Promise<void> {
  await page.getByRole('button', { name: 'Add to the message' }).click();
  await page.getByRole('menuitem', { name: part, exact: true }).click();
}

test('a poll is put, answered on a phone, counted on both screens, and ended', async () => {
  await using both = await together(browser, 'deeds', PHONE);
  const { amara, daniel } = both;
  await add(amara.page, 'Poll');
  const form = amara.page.getByRole('dialog');
  await form.getByLabel('Question').fill('Where do we eat?');
  await form.getByLabel('Answer 1').fill('Canteen');
  await form.getByLabel('Answer 2').fill('Market');
  expect(await violations(amara.page)).toEqual([]);
  await form.getByRole('button', { name: 'Send poll' }).click();

  const [here, there] = [amara, daniel].map(({ page }) =>
    page.getByRole('region', { name: 'Poll: Where do we eat?' }),
  ) as [Locator, Locator];
  await there.getByRole('radio', { name: /Market/ }).click();
  await here.getByText('1 person voted').waitFor();
  await here.getByRole('radio', { name: /Market.*1 vote$/ }).waitFor();
  await here.getByRole('radio', { name: /Canteen/ }).click();
  await there.getByText('2 people voted').waitFor();
  await there.getByRole('radio', { name: /Market/, checked: true }).waitFor();

  await here.getByRole('button', { name: 'Show votes' }).click();
  await amara.page.getByRole('dialog').getByText('Daniel Mwangi').waitFor();
  await amara.page.keyboard.press('Escape');
  expect(await violations(daniel.page)).toEqual([]);
  await here.getByRole('button', { name: 'End poll' }).click();
  await there.getByText('Voting has ended').waitFor();
  expect(await there.getByRole('radio', { name: /Canteen/ }).isDisabled()).toBe(true);
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('a message asks to be confirmed; who has not is known and reminded, and confirms', async () => {
  await using both = await together(browser, 'deeds', PHONE);
  const { amara, daniel, channel } = both;
  await add(amara.page, 'Ask to confirm');
  await amara.page.getByText('Everybody in the channel is asked to confirm').waitFor();
  await amara.say(channel, 'The exam rules have changed.');
  const asked = await daniel.hears('The exam rules have changed.');
  await asked.getByText('Please confirm that you have read this').waitFor();
  expect(await violations(daniel.page)).toEqual([]);

  const sent = await amara.hears('The exam rules have changed.');
  await sent.getByRole('button', { name: /^0 of 1 confirmed/ }).click();
  const list = amara.page.getByRole('dialog');
  await list.getByText('Daniel Mwangi').waitFor();
  await list.getByRole('button', { name: 'Remind them' }).click();
  await daniel.page.getByText(/Amara Okafor waits for you to confirm a message/).waitFor();
  expect(await violations(amara.page)).toEqual([]);
  await amara.page.keyboard.press('Escape');

  await daniel.page.goto('/chat/confirm');
  const waiting = daniel.page.getByRole('listitem').filter({ hasText: 'The exam rules have changed.' });
  await waiting.getByRole('button', { name: 'Confirm', exact: true }).click();
  await sent.getByRole('button', { name: /^1 of 1 confirmed/ }).waitFor();
  await waiting.waitFor({ state: 'detached' });
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('what was sent by mistake is taken back everywhere, and its words are in the box again', async () => {
  await using both = await together(browser, 'deeds', PHONE);
  const { amara, daniel, channel } = both;
  await amara.say(channel, 'Stays.');
  await amara.say(channel, 'Wrong chanel');
  await daniel.hears('Wrong chanel');
  const wrong = await amara.hears('Wrong chanel');
  await wrong.hover();
  await wrong.getByRole('button', { name: 'Undo send' }).click();
  await daniel.message('Wrong chanel').waitFor({ state: 'detached' });
  await amara.holds(channel, 'Wrong chanel');
  await amara.say(channel, 'Right channel');
  await daniel.hears('Right channel');
  expect(await daniel.messagesWith(/Stays|channel?|deleted/)).toEqual(['Stays', 'channel']);
});

test('what a message said before is shown with what came and went', async () => {
  await using both = await together(browser, 'deeds', PHONE);
  const { amara, daniel, channel } = both;
  await amara.say(channel, 'We meet at ten.');
  await choose(await amara.hears('We meet at ten.'), 'Edit');
  await amara.holds(channel, 'We meet at ten.');
  await amara.say(channel, 'We meet at eleven.');
  const changed = await daniel.hears('We meet at eleven.');
  await changed.getByRole('button', { name: /^Edited/ }).press('Enter');
  const dialog = daniel.page.getByRole('dialog');
  await dialog.locator('del', { hasText: 'ten.' }).waitFor();
  await dialog.locator('ins', { hasText: 'eleven.' }).waitFor();
  expect(await violations(daniel.page)).toEqual([]);
});

test('a message is sent on to people who cannot see where it came from', async () => {
  await using both = await together(browser, 'deeds', PHONE);
  const { amara, daniel, channel } = both;
  const secret = `secret ${aKey().slice(0, 8)}`;
  await aChannelNamed(secret, await a('head'));
  await amara.open(secret);
  await amara.say(secret, 'The budget is approved.');
  await choose(await amara.hears('The budget is approved.'), 'Forward');
  const dialog = amara.page.getByRole('dialog');
  await dialog.getByRole('searchbox', { name: 'To' }).fill(channel);
  await dialog.getByRole('checkbox', { name: channel }).check();
  await dialog.getByLabel('Words to go with it').fill('Good news');
  expect(await violations(amara.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Forward', exact: true }).click();

  const received = await daniel.hears('Good news');
  await received.getByText(/^Forwarded from Amara Okafor/).waitFor();
  await received.getByText('The budget is approved.').waitFor();
  await received.getByRole('button', { name: 'Show where' }).click();
  await daniel.page.getByText('You are not in the conversation where this was said.').waitFor();
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});
