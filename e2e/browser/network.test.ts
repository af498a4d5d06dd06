import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../client/person.js';
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

const MINUTE_MS = 60_000;

/** Two conversations of Amara and Daniel, and the ids under which the server keeps them. */
async function twoChannels(): Promise<{ names: [string, string]; ids: [string, string] }> {
  const [head, student] = [await a('head'), await a('student')];
  const names: [string, string] = [`night train ${aKey().slice(0, 8)}`, `day train ${aKey().slice(0, 8)}`];
  const [first, second] = names;
  return {
    names,
    ids: [await aChannelNamed(first, head, student), await aChannelNamed(second, head, student)],
  };
}

/** What the server keeps of a conversation, in order. */
async function kept(reader: Person, channelId: string): Promise<string[]> {
  const { channel } = await reader.get(ChannelPageDocument, { id: channelId });
  return channel?.messages.nodes.flatMap(({ text }) => text ?? []) ?? [];
}

/** Everything on the page that speaks of trouble, besides the thin bar at its top. */
const alarms = (page: Page) =>
  page.locator('[role=alert], [role=alertdialog], [role=dialog], app-error-state');

const word = /(?:Before|Meanwhile|Written|After) \w*\d/;

// The minute is a minute; the others go on beside it.
test.concurrent(
  'a minute of a network that leads nowhere is a thin bar, and nothing is lost, repeated or out of order',
  async () => {
    const head = await a('head');
    const {
      names: [train, tram],
      ids: [trainId, tramId],
    } = await twoChannels();
    await using line = await Line.to(gateway);
    await using daniel = await Visitor.signIn(browser, 'student', { at: line.url });
    await daniel.open(tram);
    await say(head, tramId, 'Before 1');
    await daniel.hears('Before 1');
    await daniel.open(train);
    await say(head, trainId, 'Before 1');
    await daniel.hears('Before 1');

    const began = Date.now();
    line.swallow();
    await say(head, trainId, 'Meanwhile 1');
    await daniel.say(train, 'Written 1');
    await daniel.message('Written 1').waitFor();
    // The socket looks open, so only a ping that is not answered tells; the person needs do nothing for it.
    await daniel.page.getByText('Reconnecting').waitFor({ timeout: 30_000 });
    await say(head, trainId, 'Meanwhile 2');
    await daniel.open(tram);
    await daniel.say(tram, 'Written 2');
    await say(head, tramId, 'Meanwhile 3');
    await daniel.open(train);
    await daniel.say(train, 'Written 3');
    await daniel.message('Written 3').waitFor();
    expect(await daniel.messagesWith(word)).toEqual(['Before 1', 'Written 1', 'Written 3']);
    expect(await alarms(daniel.page).count()).toBe(0);
    await daniel.page.waitForTimeout(MINUTE_MS - (Date.now() - began));
    expect(await alarms(daniel.page).count()).toBe(0);

    line.mend();
    await daniel.hears('Written 3');
    await say(head, trainId, 'After 1');
    await daniel.hears('After 1');
    await daniel.page.getByText('Reconnecting').waitFor({ state: 'detached' });
    const trainStory = ['Before 1', 'Meanwhile 1', 'Meanwhile 2', 'Written 1', 'Written 3', 'After 1'];
    // What was under way when the line began to lead nowhere may have arrived or not; the server's order decides.
    const story = await kept(head, trainId);
    expect(story.toSorted()).toEqual(trainStory.toSorted());
    expect(story.indexOf('Written 1')).toBeLessThan(story.indexOf('Written 3'));
    expect(await daniel.messagesWith(word)).toEqual(story);
    await daniel.open(tram);
    await daniel.hears('Written 2');
    expect(await kept(head, tramId)).toEqual(['Before 1', 'Meanwhile 3', 'Written 2']);
    expect(await daniel.messagesWith(word)).toEqual(['Before 1', 'Meanwhile 3', 'Written 2']);
    expect(await alarms(daniel.page).count()).toBe(0);
    expect(daniel.faults).toEqual([]);
  },
  120_000,
);

test.concurrent(
  'what is written without a network, in two channels, arrives once and in order, though the page is reloaded',
  async () => {
    const head = await a('head');
    const {
      names: [train, tram],
      ids: [trainId, tramId],
    } = await twoChannels();
    await using daniel = await Visitor.signIn(browser, 'student');
    await daniel.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await daniel.open(tram);
    await daniel.open(train);
    await daniel.context.setOffline(true);
    await daniel.page.getByText('No network. You can go on writing.').waitFor();
    await daniel.say(train, 'Written 1');
    await daniel.open(tram);
    await daniel.say(tram, 'Written 2');
    await daniel.open(train);
    await daniel.say(train, 'Written 3');
    await daniel.page.getByText('3 messages wait.').waitFor();

    await daniel.page.reload();
    await daniel.page.getByText('Parley cannot be reached.').waitFor();
    await say(head, trainId, 'Meanwhile 1');
    await daniel.context.setOffline(false);
    await daniel.hears('Written 3');
    expect(await daniel.messagesWith(word)).toEqual(['Meanwhile 1', 'Written 1', 'Written 3']);
    await daniel.open(tram);
    await daniel.hears('Written 2');
    expect(await kept(head, trainId)).toEqual(['Meanwhile 1', 'Written 1', 'Written 3']);
    expect(await kept(head, tramId)).toEqual(['Written 2']);
  },
);

test.concurrent('a line that is cut again and again is no more than a moment of waiting', async () => {
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

test.concurrent('two windows of one browser show the same, and one of them sends', async () => {
  const head = await a('head');
  const {
    names: [train],
    ids: [trainId],
  } = await twoChannels();
  await using line = await Line.to(gateway);
  await using daniel = await Visitor.signIn(browser, 'student', { at: line.url });
  await using window = await daniel.anotherWindow();
  await Promise.all([daniel.open(train), window.open(train)]);
  const answered: string[] = [];
  daniel.context.on('response', (response) => {
    const request = response.request();
    // What a page asks passes through its service worker, which is not counted again, and answers 504 for a network
    // that is away.
    const body = request.serviceWorker() || response.status() !== 200 ? null : request.postData();
    if (body?.includes('SendFromOutbox')) answered.push(/Written \d/.exec(body)?.[0] ?? '');
  });
  line.cut();
  await daniel.context.setOffline(true);
  await daniel.say(train, 'Written 1');
  await window.say(train, 'Written 2');
  await daniel.say(train, 'Written 3');
  const written = ['Written 1', 'Written 2', 'Written 3'];
  await expect.poll(() => window.messagesWith(word)).toEqual(written);
  await expect.poll(() => daniel.messagesWith(word)).toEqual(written);

  line.mend();
  await daniel.context.setOffline(false);
  await Promise.all([daniel.hears('Written 3'), window.hears('Written 3')]);
  expect(await kept(head, trainId)).toEqual(written);
  expect(await daniel.messagesWith(word)).toEqual(written);
  expect(await window.messagesWith(word)).toEqual(written);
  // Neither asks for what the other was answered.
  expect(answered).toEqual(written);
});
