import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChannelPageDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannelNamed, gateway, say } from '../product.js';
import { Line } from './line.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('who loses the network comes back without a gap or a duplicate, and what they wrote arrives once', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channel = `night train ${aKey().slice(0, 8)}`;
  const channelId = await aChannelNamed(channel, head, student);
  await using line = await Line.to(gateway);
  await using daniel = await Visitor.signIn(browser, 'student', { at: line.url });
  await using amara = await Visitor.signIn(browser, 'head');
  await Promise.all([daniel.open(channel), amara.open(channel)]);
  await amara.say(channel, 'Before 1');
  await daniel.hears('Before 1');

  line.cut();
  await daniel.context.setOffline(true);
  await daniel.page.getByText('No network. You can go on writing.').waitFor();
  for (const n of [1, 2, 3, 4, 5]) await say(head, channelId, `Meanwhile ${String(n)}`);
  await amara.hears('Meanwhile 5');
  await daniel.say(channel, 'Written 1');
  await daniel.say(channel, 'Written 2');
  await daniel.message('Written 2').waitFor();
  expect(await daniel.message('Meanwhile').count()).toBe(0);

  line.mend();
  await daniel.context.setOffline(false);
  await amara.hears('Written 2');
  await daniel.hears('Written 2');
  await daniel.hears('Meanwhile 5');
  await amara.say(channel, 'After 1');
  await daniel.hears('After 1');

  const story = [
    'Before 1',
    ...[1, 2, 3, 4, 5].map((n) => `Meanwhile ${String(n)}`),
    'Written 1',
    'Written 2',
    'After 1',
  ];
  const word = /(?:Before|Meanwhile|Written|After) \d/;
  await expect.poll(() => daniel.messagesWith(word)).toEqual(story);
  expect(await amara.messagesWith(word)).toEqual(story);
  const { channel: kept } = await head.get(ChannelPageDocument, { id: channelId });
  expect(kept?.messages.nodes.flatMap(({ text }) => text ?? [])).toEqual(story);
});

test('a line that is cut again and again is no more than a moment of waiting', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channel = `tunnel ${aKey().slice(0, 8)}`;
  const channelId = await aChannelNamed(channel, head, student);
  await using line = await Line.to(gateway);
  await using daniel = await Visitor.signIn(browser, 'student', { at: line.url });
  await daniel.open(channel);
  for (const round of [1, 2, 3]) {
    line.cut();
    await say(head, channelId, `Round ${String(round)}`);
    line.mend();
    await daniel.hears(`Round ${String(round)}`);
  }
  expect(await daniel.messagesWith(/Round \d/)).toEqual(['Round 1', 'Round 2', 'Round 3']);
});
