import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import { CreateChannelDocument, SendMessageDocument } from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
let stack: EmbeddedStack;
beforeAll(async () => {
  [browser, stack] = await Promise.all([launch(), startEmbedded()]);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

test('a server that is killed and started again under an open page is a thin bar, and the talk goes on', async () => {
  const head = await Person.signIn(stack.gatewayUrls, people.head);
  const student = await Person.signIn(stack.gatewayUrls, people.student);
  const { createChannel } = await head.get(CreateChannelDocument, {
    input: { kind: 'GROUP', name: 'Power cut', memberIds: [student.id], key: aKey() },
  });
  const say = (text: string) =>
    head.get(SendMessageDocument, { input: { channelId: createChannel.id, text, key: aKey() } });
  await using daniel = await Visitor.signIn(browser, 'student', { at: stack.url });
  await daniel.open('Power cut');
  await say('Before 1');
  await daniel.hears('Before 1');

  await stack.kill('SIGKILL');
  await daniel.page.getByText('Reconnecting').waitFor();
  await daniel.say('Power cut', 'Written 1');
  await daniel.message('Written 1').waitFor();
  await stack.restart();
  await say('Meanwhile 1');
  await daniel.hears('Written 1');
  await daniel.hears('Meanwhile 1');
  await say('After 1');
  await daniel.hears('After 1');
  const heard = await daniel.messagesWith(/(?:Before|Written|Meanwhile|After) \d/);
  expect(heard.toSorted()).toEqual(['After 1', 'Before 1', 'Meanwhile 1', 'Written 1']);
  expect([heard[0], heard.at(-1)]).toEqual(['Before 1', 'After 1']);
  expect(daniel.faults).toEqual([]);
});
