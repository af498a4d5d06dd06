import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { together } from './together.js';
import { launch } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('two people talk, react and edit, and each sees it without a reload', async () => {
  await using both = await together(browser, 'field trip');
  const { amara, daniel, channel } = both;
  // A page that was loaded anew would have lost this.
  await daniel.page.evaluate(() => {
    document.title = 'never reloaded';
  });
  await amara.say(channel, 'The coach leaves at **eight**.');
  const heard = await daniel.hears('The coach leaves at eight.');
  await daniel.say(channel, 'I will be there.');
  await amara.hears('I will be there.');

  await heard.hover();
  await heard.getByRole('button', { name: '👍', exact: true }).click();
  const reaction = amara.message('The coach leaves').getByRole('button', { name: /👍.*Daniel Mwangi/ });
  await reaction.waitFor();
  await reaction.click();
  await daniel
    .message('The coach leaves')
    .getByRole('button', { name: /👍.*Amara Okafor/ })
    .waitFor();

  await amara.message('The coach leaves').hover();
  await amara.message('The coach leaves').getByRole('button', { name: 'Edit' }).click();
  await amara.holds(channel, 'The coach leaves at **eight**.');
  await amara.say(channel, 'The coach leaves at nine.');
  const changed = await daniel.hears('The coach leaves at nine.');
  await changed.getByText('edited').waitFor();
  expect(await daniel.page.getByRole('log').getByRole('article').allInnerTexts()).toEqual([
    expect.stringContaining('at nine'),
    expect.stringContaining('I will be there'),
  ]);
  expect(await daniel.messagesWith(/coach leaves at \w+|I will be there/)).toEqual([
    'coach leaves at nine',
    'I will be there',
  ]);
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('an answer quotes what it answers, and a deleted message says so to both', async () => {
  await using both = await together(browser, 'field trip');
  const { amara, daniel, channel } = both;
  await daniel.say(channel, 'Which gate?');
  const question = await amara.hears('Which gate?');
  await question.hover();
  await question.getByRole('button', { name: 'Reply', exact: true }).click();
  await amara.say(channel, 'The north one.');
  const answer = await daniel.hears('The north one.');
  await answer.getByText('Which gate?').waitFor();

  const asked = daniel.page
    .getByRole('article', { name: /^Message by Daniel/ })
    .filter({ hasText: 'Which gate?' });
  await asked.hover();
  await asked.getByRole('button', { name: 'More' }).click();
  await daniel.page.getByRole('menuitem', { name: 'Delete' }).click();
  await daniel.page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click();
  await amara.page.getByText('This message by Daniel Mwangi was deleted.').waitFor();
  await daniel.page.getByText('This message by Daniel Mwangi was deleted.').waitFor();
});

test('who types and who is busy is seen at once', async () => {
  await using both = await together(browser, 'field trip');
  const { amara, daniel, channel } = both;
  await daniel.box(channel).pressSequentially('Let me look that up');
  await amara.page.getByText('Daniel is typing…').waitFor();
  await daniel.page.keyboard.press('Enter');
  const message = await amara.hears('Let me look that up');
  await amara.page.getByText('Daniel is typing…').waitFor({ state: 'detached' });

  for (const state of ['Busy', 'Online']) {
    await daniel.page.getByRole('button', { name: /profile and presence/ }).click();
    await daniel.page.getByRole('menuitemradio', { name: state, exact: true }).click();
    await message.getByRole('img', { name: state }).waitFor();
  }
});

test('a mention is counted where it waits, and no longer once it is read', async () => {
  await using both = await together(browser, 'field trip');
  const { amara, daniel, channel } = both;
  const aside = `reading room ${aKey().slice(0, 8)}`;
  await aChannelNamed(aside, await a('head'), await a('student'));
  await daniel.open(aside);
  await amara.box(channel).pressSequentially('@Dan');
  await amara.page.getByRole('option', { name: /Daniel Mwangi/ }).click();
  await amara.page.keyboard.type('please bring the list');
  await amara.page.keyboard.press('Enter');
  const row = daniel.channel(channel);
  await row.getByText('1 mention', { exact: true }).waitFor();
  await daniel.open(channel);
  await daniel.hears('please bring the list');
  // Read is what the eye rested on: the author is told when it did.
  await amara.message('please bring the list').getByRole('img', { name: 'Read by Daniel Mwangi' }).waitFor();
  await daniel.open(aside);
  await row.getByText('1 mention', { exact: true }).waitFor({ state: 'detached' });
});
