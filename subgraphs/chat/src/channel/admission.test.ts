import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const UPDATE = `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { version access { attribute values } } }`;
const LIST = `query ($text: String) { channels(filter: { text: $text }) { nodes { id } } }`;
const EVENTS = `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename ... on MessageAdded { message { text } } } }`;

const inKenya = [{ attribute: 'COUNTRY', values: ['KE', 'KE', 'UG'] }];

const fromKenya = async (): Promise<Viewer> => ({ ...(await chat.aPerson()), country: 'KE' });

const listed = async (viewer: Viewer, text: string): Promise<string[]> => {
  const { nodes } = await chat.must(viewer, LIST, { text });
  return nodes.map(({ id }: { id: string }) => id);
};

test('an open channel with conditions is found and joined by those who fit them', async () => {
  const [amara, wanjiru, jonas] = [await chat.aPerson(), await fromKenya(), await chat.aPerson()];
  const overseer = await chat.aPerson({ permissions: ['MODERATE_CHANNELS'] });
  const name = `campus ${aKey()}`;
  const id = await chat.aChannel(amara, [], { kind: 'PUBLIC', name, access: inKenya });
  for (const viewer of [amara, wanjiru, overseer]) expect(await listed(viewer, name)).toEqual([id]);
  expect(await listed(jonas, name)).toEqual([]);
  const JOIN = `mutation ($input: JoinChannelInput!) { joinChannel(input: $input) { channel { id } } }`;
  const join = () => ({ input: { channelId: id, key: aKey() } });
  expect(await chat.codes(jonas, JOIN, join())).toEqual(['NOT_FOUND']);
  expect(await chat.must(wanjiru, JOIN, join())).toEqual({ channel: { id } });
});

test('a channel that is closed to some ends their streams, and goes on for the others', async () => {
  const [amara, wanjiru, jonas] = [await chat.aPerson(), await fromKenya(), await chat.aPerson()];
  const member = await chat.aPerson();
  const id = await chat.aChannel(amara, [member], { kind: 'PUBLIC', name: 'open' });
  const streams = [wanjiru, member, jonas].map((viewer) => chat.as(viewer).follow(EVENTS, { id }));
  await Promise.all(streams.map((stream) => take(stream, 1)));
  const input = { channelId: id, access: inKenya, expectedVersion: 1, key: aKey() };
  expect(await chat.must(amara, UPDATE, { input })).toEqual({
    version: 2,
    access: [{ attribute: 'COUNTRY', values: ['KE', 'UG'] }],
  });
  await chat.aMessage(amara, id, 'for Kenya');
  const names = await Promise.all(
    streams.map(async (stream) =>
      (await take(stream, 2)).map(({ data }) => data.channelEvents.message?.text ?? null),
    ),
  );
  expect(names).toEqual([[null, 'for Kenya'], [null, 'for Kenya'], []]);
  await Promise.all(streams.map((stream) => stream.return()));
});

test('closed and listed again, an open channel is told to those who could join it', async () => {
  const [amara, wanjiru, jonas] = [await chat.aPerson(), await fromKenya(), await chat.aPerson()];
  const LISTED = `subscription { sidebarEvents { __typename ... on ChannelListed { channel { id } } } }`;
  const streams = [wanjiru, jonas].map((viewer) => chat.as(viewer).follow(LISTED));
  await Promise.all(streams.map((stream) => take(stream, 1)));
  const kenyan = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'kenya', access: inKenya });
  const open = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'everybody' });
  const heard = async (stream: (typeof streams)[number] | undefined, last: string) => {
    const ids: string[] = [];
    while (stream && ids.at(-1) !== last) {
      ids.push(...(await take(stream, 1)).map(({ data }) => data.sidebarEvents.channel.id as string));
    }
    return [...new Set(ids)];
  };
  expect(await heard(streams[0], open)).toEqual([kenyan, open]);
  expect(await heard(streams[1], open)).toEqual([open]);
  await Promise.all(streams.map((stream) => stream.return()));
});

test.each([
  ['GROUP', inKenya],
  ['PUBLIC', [{ attribute: 'COUNTRY', values: [] }]],
  ['PUBLIC', Array.from({ length: 21 }, () => inKenya[0])],
  ['PUBLIC', [{ attribute: 'TEAM', values: ['x'.repeat(101)] }]],
])('a %s channel refuses conditions %j', async (kind, access) => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara, [], { kind, name: 'any' });
  const { errors } = await chat
    .as(amara)
    .run(UPDATE, { input: { channelId: id, access, expectedVersion: 1, key: aKey() } });
  expect(errors?.map(({ extensions }) => [extensions['code'], extensions['field']])).toEqual([
    ['INVALID', 'access'],
  ]);
});
