import type { TestAnswer } from '@parley/kit/testing';
import { expect } from 'vitest';
import { aKey, take } from './chat.js';
import { type Actor, type Scene, actors } from './scene.js';

/**
 * `ok`, the code of the refusal, or `null` and `empty` where hiding is the answer. Refused and hidden things must not
 * have happened: the test compares the whole database.
 */
export type Outcome = 'ok' | 'null' | 'empty' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT';

/** One operation or entity, and what each actor gets. */
export interface Row {
  readonly name: string;
  readonly expected: Readonly<Record<Actor, Outcome>>;
  /** What has to have happened before anybody asks. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  readonly run: (scene: Scene, actor: Actor) => Promise<Outcome>;
}

type Input = (scene: Scene) => Readonly<Record<string, unknown>>;

/** Everybody gets the same, but for those named. */
const all = (outcome: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  ({
    ...Object.fromEntries(actors.map((actor) => [actor, outcome])),
    nobody: 'UNAUTHENTICATED',
    ...others,
  }) as Row['expected'];

const OUTSIDE = ['foreigner', 'stranger', 'customer', 'outsideGuest'] as const;

/** Hidden from those outside; those in the channel get what is named, `ok` by default. */
const inside = (hidden: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  all('ok', { ...Object.fromEntries(OUTSIDE.map((actor) => [actor, hidden])), ...others });

/** Refused to those below moderators. */
const NOT_FOR_MEMBERS = { guest: 'FORBIDDEN', reader: 'FORBIDDEN', member: 'FORBIDDEN' } as const;

async function answer(
  scene: Scene,
  actor: Actor,
  document: string,
  variables: Record<string, unknown>,
): Promise<Outcome> {
  const { data, errors } = await scene.chat.as(scene.viewers[actor]).run(document, variables);
  if (errors) {
    expect(errors).toHaveLength(1);
    return errors[0]?.extensions['code'] as Outcome;
  }
  const [value] = Object.values(data as object) as [{ nodes?: unknown[] } | unknown[] | null];
  if (value === null || (Array.isArray(value) && value[0] === null)) return 'null';
  return !Array.isArray(value) && value.nodes?.length === 0 ? 'empty' : 'ok';
}

const query = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Query.${name}`,
  expected,
  run: (scene, actor) => answer(scene, actor, document, input(scene)),
});

const mutation = (
  name: string,
  fields: string,
  input: Input,
  expected: Row['expected'],
  prepare?: Row['prepare'],
): Row => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`;
  return {
    name: `Mutation.${name}`,
    expected,
    ...(prepare && { prepare }),
    run: (scene, actor) => answer(scene, actor, document, { input: { ...input(scene), key: aKey() } }),
  };
};

const entity = (name: string, id: (scene: Scene) => string, expected: Row['expected']): Row => ({
  name,
  expected,
  run: (scene, actor) => {
    const document = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on ${name} { id } } }`;
    return answer(scene, actor, document, { refs: [{ __typename: name, id: id(scene) }] });
  },
});

type Heard = Pick<TestAnswer, 'data' | 'errors'>;

/** What the first answer of a stream amounts to; a stream that told of somebody else hid what was asked for. */
function outcomeOf({ data, errors }: Heard, { memberId }: Scene): Outcome {
  if (errors) return errors[0]?.extensions['code'] as Outcome;
  const about = data.presence?.presence.user.id as string | undefined;
  return about === undefined || about === memberId ? 'ok' : 'empty';
}

/** A stream that speaks at once, if only to say that it has caught up. */
const stream = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Subscription.${name}`,
  expected,
  async run(scene, actor) {
    const events = scene.chat.as(scene.viewers[actor]).follow(document, input(scene));
    const [first] = await take(events, 1);
    await events.return();
    return first ? outcomeOf(first, scene) : 'empty';
  },
});

/** A stream of signals: they are made until the follower has heard one, or was refused. */
const signalled = (
  name: string,
  document: string,
  input: (scene: Scene, actor: Actor) => Record<string, unknown>,
  signal: (scene: Scene, actor: Actor) => Promise<void>,
  expected: Row['expected'],
): Row => ({
  name: `Subscription.${name}`,
  expected,
  async run(scene, actor) {
    const events = scene.chat.as(scene.viewers[actor]).follow(document, input(scene, actor));
    const heard: Heard[] = [];
    const listening = take(events, 1).then((answers) => heard.push(...answers));
    const tried = async () => {
      if (heard.length === 0) await signal(scene, actor);
      return heard.length;
    };
    await expect.poll(tried).toBe(1);
    await listening;
    await events.return();
    return heard[0] ? outcomeOf(heard[0], scene) : 'empty';
  },
});

const byChannel: Input = ({ channelId }) => ({ channelId });
const byMessage: Input = ({ messageId }) => ({ messageId });
const withEmoji: Input = ({ messageId }) => ({ messageId, emoji: '🎉' });

async function archived({ chat, viewers, channelId }: Scene): Promise<void> {
  const input = { channelId, key: aKey() };
  await chat.must(
    viewers.owner,
    `mutation ($input: ArchiveChannelInput!) { archiveChannel(input: $input) { id } }`,
    { input },
  );
}

const queries: readonly Row[] = [
  query('viewer', '{ viewer { id sidebar { entries { id } } } }', () => ({}), all('ok', { nobody: 'null' })),
  query(
    'channel',
    `query ($channelId: ID!) { channel(id: $channelId) { id } }`,
    byChannel,
    inside('NOT_FOUND'),
  ),
  query(
    'channels',
    `{ channels(filter: { text: "the scene" }) { nodes { id } } }`,
    () => ({}),
    inside('empty'),
  ),
  query(
    'message',
    `query ($messageId: ID!) { message(id: $messageId) { id } }`,
    byMessage,
    inside('NOT_FOUND'),
  ),
];

const ofChannels: readonly Row[] = [
  mutation(
    'createChannel',
    '{ id }',
    () => ({ kind: 'PUBLIC', name: 'new' }),
    all('FORBIDDEN', { owner: 'ok' }),
  ),
  mutation(
    'openDirectChannel',
    '{ id }',
    ({ outsiderId }) => ({ userId: outsiderId }),
    all('ok', {
      foreigner: 'NOT_FOUND',
      customer: 'FORBIDDEN',
      guest: 'FORBIDDEN',
      outsideGuest: 'FORBIDDEN',
    }),
  ),
  mutation(
    'updateChannel',
    '{ id }',
    ({ channelId }) => ({ channelId, name: 'other', expectedVersion: 1 }),
    inside('NOT_FOUND', { ...NOT_FOR_MEMBERS, moderator: 'FORBIDDEN' }),
  ),
  mutation(
    'archiveChannel',
    '{ id }',
    byChannel,
    inside('NOT_FOUND', { ...NOT_FOR_MEMBERS, moderator: 'FORBIDDEN' }),
  ),
  mutation(
    'restoreChannel',
    '{ id }',
    byChannel,
    inside('NOT_FOUND', { ...NOT_FOR_MEMBERS, moderator: 'FORBIDDEN' }),
    archived,
  ),
  mutation('joinChannel', '{ id }', byChannel, inside('NOT_FOUND')),
  mutation('leaveChannel', '{ id }', byChannel, inside('NOT_FOUND', { owner: 'CONFLICT' })),
  mutation(
    'inviteToChannel',
    '{ id }',
    ({ channelId, outsiderId }) => ({ channelId, userIds: [outsiderId] }),
    inside('NOT_FOUND', NOT_FOR_MEMBERS),
  ),
  mutation(
    'setMemberRole',
    '{ id }',
    ({ channelId, memberId }) => ({ channelId, userId: memberId, role: 'READER' }),
    inside('NOT_FOUND', { ...NOT_FOR_MEMBERS, moderator: 'FORBIDDEN' }),
  ),
  mutation(
    'removeMember',
    '{ id }',
    ({ channelId, memberId }) => ({ channelId, userId: memberId }),
    inside('NOT_FOUND', NOT_FOR_MEMBERS),
  ),
];

const ofMessages: readonly Row[] = [
  mutation(
    'sendMessage',
    '{ id }',
    ({ channelId }) => ({ channelId, text: 'Hello' }),
    inside('NOT_FOUND', { reader: 'FORBIDDEN' }),
  ),
  mutation(
    'editMessage',
    '{ id }',
    ({ messageId }) => ({ messageId, text: 'Other', expectedVersion: 1 }),
    inside('NOT_FOUND', {
      guest: 'FORBIDDEN',
      reader: 'FORBIDDEN',
      moderator: 'FORBIDDEN',
      owner: 'FORBIDDEN',
    }),
  ),
  mutation(
    'deleteMessage',
    '{ id }',
    byMessage,
    inside('NOT_FOUND', { guest: 'FORBIDDEN', reader: 'FORBIDDEN' }),
  ),
  mutation('addReaction', '{ id }', withEmoji, inside('NOT_FOUND')),
  mutation('removeReaction', '{ id }', withEmoji, inside('NOT_FOUND')),
  mutation('markRead', '{ id }', ({ channelId }) => ({ channelId, seq: 1 }), inside('NOT_FOUND')),
  mutation(
    'setTyping',
    '',
    ({ channelId }) => ({ channelId, active: true }),
    inside('NOT_FOUND', { reader: 'FORBIDDEN' }),
  ),
  mutation('setPresence', '{ state }', () => ({ state: 'AWAY' }), all('ok')),
];

const SET_PRESENCE = `mutation ($input: SetPresenceInput!) { setPresence(input: $input) { state } }`;

/** The member first and then the actor: who sees only themselves may not see the member. */
async function bothAppear({ chat, viewers, memberId }: Scene, actor: Actor): Promise<void> {
  if (!chat.listens(viewers[actor]?.id ?? memberId)) return;
  const member = viewers.member;
  for (const viewer of [member, viewers[actor] ?? member]) {
    for (const state of ['BUSY', 'ONLINE']) {
      const seen = viewer?.id === memberId || actor !== 'member';
      if (seen) await chat.must(viewer, SET_PRESENCE, { input: { state, key: aKey() } });
    }
  }
}

async function ownerTypes({ chat, viewers, channelId }: Scene, actor: Actor): Promise<void> {
  const who = actor === 'owner' ? viewers.moderator : viewers.owner;
  const input = { channelId, active: true, key: aKey() };
  await chat.must(who, `mutation ($input: SetTypingInput!) { setTyping(input: $input) }`, { input });
}

/** For administrators of the organisation, who need not be in any channel; here are none. */
const ofDeadLetters: readonly Row[] = [
  query('chatDeadLetters', '{ chatDeadLetters { nodes { id } } }', () => ({}), all('FORBIDDEN')),
  ...['replay', 'discard'].map((deed) =>
    mutation(
      `${deed}ChatDeadLetter`,
      '{ id }',
      () => ({ id: 'dead_letter_00000000000000000000000001' }),
      all('FORBIDDEN'),
    ),
  ),
];

const subscriptions: readonly Row[] = [
  stream(
    'channelEvents',
    `subscription ($channelId: ID!) { channelEvents(channelId: $channelId) { cursor } }`,
    byChannel,
    inside('NOT_FOUND'),
  ),
  stream('sidebarEvents', `subscription { sidebarEvents { cursor } }`, () => ({}), all('ok')),
  signalled(
    'typing',
    `subscription ($channelId: ID!) { typing(channelId: $channelId) { at } }`,
    ({ channelId }) => ({ channelId }),
    ownerTypes,
    inside('NOT_FOUND'),
  ),
  signalled(
    'presence',
    `subscription ($ids: [ID!]!) { presence(userIds: $ids) { presence { user { id } } } }`,
    ({ memberId, viewers }, actor) => ({ ids: [memberId, viewers[actor]?.id ?? memberId] }),
    bothAppear,
    all('ok', { foreigner: 'empty', customer: 'empty', outsideGuest: 'empty' }),
  ),
];

const entities: readonly Row[] = [
  entity('Channel', ({ channelId }) => channelId, inside('null')),
  entity('Message', ({ messageId }) => messageId, inside('null')),
  entity('Membership', ({ membershipId }) => membershipId, inside('null')),
  entity('SidebarEntry', ({ entryId }) => entryId, all('null', { member: 'ok' })),
  entity('Viewer', ({ memberId }) => memberId, all('null', { member: 'ok' })),
  entity(
    'User',
    ({ memberId }) => memberId,
    all('ok', { foreigner: 'null', customer: 'null', outsideGuest: 'null' }),
  ),
  entity(
    'Department',
    ({ departmentId }) => departmentId,
    all('ok', { foreigner: 'null', customer: 'null', guest: 'null', outsideGuest: 'null' }),
  ),
];

/** Every root field and every entity of chat, and what each actor gets of it. */
export const permissions: readonly Row[] = [
  ...queries,
  ...ofChannels,
  ...ofMessages,
  ...ofDeadLetters,
  ...subscriptions,
  ...entities,
];
