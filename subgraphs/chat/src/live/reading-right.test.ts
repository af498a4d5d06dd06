import type { Viewer } from '@parley/kit';
import { asViewer } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const EVENTS = `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename ... on MessageAdded { message { text kind } } } }`;

type Input = Record<string, unknown>;

/** Runs a mutation whose document says nothing that its name does not. */
const act = (who: Viewer, name: string, input: Input): Promise<unknown> =>
  chat.must(
    who,
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id } }`,
    { input: { ...input, key: aKey() } },
  );

const shared = () => asViewer(chat.test, null, { shared: true });

interface Setting {
  readonly id: string;
  readonly amara: Viewer;
  readonly jonas: Viewer;
}

async function aGroup(more: Input = {}): Promise<Setting> {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  return { amara, jonas, id: await chat.aChannel(amara, [jonas], more) };
}

const changes: readonly (readonly [string, (setting: Setting) => Promise<unknown>, 'jonas' | 'everyone'])[] =
  [
    [
      'removing',
      ({ amara, jonas, id }) => act(amara, 'removeMember', { channelId: id, userId: jonas.id }),
      'jonas',
    ],
    [
      'banning',
      ({ amara, jonas, id }) => act(amara, 'removeMember', { channelId: id, userId: jonas.id, ban: true }),
      'jonas',
    ],
    ['leaving', ({ jonas, id }) => act(jonas, 'leaveChannel', { channelId: id }), 'jonas'],
    [
      'another role',
      ({ amara, jonas, id }) =>
        act(amara, 'setMemberRole', { channelId: id, userId: jonas.id, role: 'READER' }),
      'jonas',
    ],
    ['an account that ends', ({ jonas }) => chat.tell(jonas, { state: 'DISABLED' }), 'jonas'],
    ['archiving', ({ amara, id }) => act(amara, 'archiveChannel', { channelId: id }), 'everyone'],
  ];

test.each(changes)('%s says in the log whose right it may have changed', async (_what, change, whose) => {
  const setting = await aGroup();
  const stream = shared().follow(EVENTS, { id: setting.id });
  await take(stream, 1);
  await change(setting);
  const marks: unknown[] = [];
  for (;;) {
    const [answer] = await take(stream, 1);
    const access = answer?.extensions?.live?.access ?? null;
    marks.push(access);
    if (access) break;
  }
  expect(marks.at(-1)).toEqual(whose === 'everyone' ? 'everyone' : [setting.jonas.id]);
  await stream.return();
});

test('what changes nobody’s right is told without asking for it again', async () => {
  const { amara, jonas, id } = await aGroup();
  const stream = shared().follow(EVENTS, { id });
  await take(stream, 1);
  await chat.aMessage(jonas, id, 'hello');
  await act(amara, 'updateChannel', { channelId: id, name: 'renamed', expectedVersion: 1 });
  await act(jonas, 'markRead', { channelId: id, seq: 1 });
  const answers = await take(stream, 4);
  expect(answers.map(({ extensions }) => extensions?.live)).toMatchObject([
    { kind: 'messageAdded', seq: 3, access: null },
    { kind: 'channelChanged', seq: 4, access: null },
    { kind: 'messageAdded', seq: 5, access: null },
    { kind: 'readMoved', seq: 6, access: null },
  ]);
  await stream.return();
});

test('who leaves an open channel goes on reading it', async () => {
  const { amara, jonas, id } = await aGroup({ kind: 'PUBLIC' });
  const stream = chat.as(jonas).follow(EVENTS, { id });
  await take(stream, 1);
  await act(jonas, 'leaveChannel', { channelId: id });
  await chat.aMessage(amara, id, 'open to all');
  expect((await take(stream, 3)).map(({ data }) => data.channelEvents.message?.text ?? null)).toEqual([
    null,
    null,
    'open to all',
  ]);
  await stream.return();
});

const issuerLoses: readonly (readonly [string, (setting: Setting) => Promise<unknown>])[] = [
  ['is removed', ({ amara, jonas, id }) => act(amara, 'removeMember', { channelId: id, userId: jonas.id })],
  [
    'may no longer invite',
    ({ amara, jonas, id }) =>
      act(amara, 'setMemberRole', { channelId: id, userId: jonas.id, role: 'MEMBER' }),
  ],
  ['has no account any more', ({ jonas }) => chat.tell(jonas, { state: 'DISABLED' })],
];

test.each(issuerLoses)('a guest whose inviter %s hears nothing after that', async (_how, lose) => {
  const setting = await aGroup();
  const { amara, jonas, id } = setting;
  await act(amara, 'setMemberRole', { channelId: id, userId: jonas.id, role: 'MODERATOR' });
  const guest = await chat.aGuest([{ targetId: id, actions: ['READ'] }], jonas);
  const other = await chat.aGuest([{ targetId: id, actions: ['READ'] }], amara);
  const [ending, staying] = [chat.as(guest).follow(EVENTS, { id }), chat.as(other).follow(EVENTS, { id })];
  await Promise.all([take(ending, 1), take(staying, 1)]);
  await chat.aMessage(amara, id, 'before');
  await lose(setting);
  await chat.aMessage(amara, id, 'after');
  expect((await take(ending, 9)).map(({ data }) => data.channelEvents.message?.text)).toEqual(['before']);
  const heard: string[] = [];
  for (const wanted of ['before', 'after']) {
    for (let text = ''; text !== wanted;) {
      const [answer] = await take(staying, 1);
      text = answer?.data.channelEvents.message?.text ?? '';
    }
    heard.push(wanted);
  }
  expect(heard).toEqual(['before', 'after']);
  await staying.return();
});

test('what a pass no longer opens is neither listed nor in the sidebar', async () => {
  const { amara, jonas, id } = await aGroup();
  await act(amara, 'setMemberRole', { channelId: id, userId: jonas.id, role: 'MODERATOR' });
  const guest = await chat.aGuest([{ targetId: id, actions: ['READ'] }], jonas);
  const LISTED = `{ viewer { sidebar { liveCursor entries { channel { id } } } } channels { nodes { id } } }`;
  const listed = async () => {
    const { data } = await chat.as(guest).run(LISTED);
    return [data.viewer.sidebar.entries, data.channels.nodes] as unknown;
  };
  expect(await listed()).toEqual([[{ channel: { id } }], [{ id }]]);
  const stream = chat
    .as(guest)
    .follow(`subscription { sidebarEvents { __typename ... on SidebarEntryRemoved { channelId } } }`);
  await take(stream, 1);
  await act(amara, 'setMemberRole', { channelId: id, userId: jonas.id, role: 'MEMBER' });
  expect(await take(stream, 1)).toMatchObject([
    { data: { sidebarEvents: { __typename: 'SidebarEntryRemoved', channelId: id } } },
  ]);
  await stream.return();
  expect(await listed()).toEqual([[], []]);
});
