import type { Viewer } from '@parley/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CHANGES,
  type Change,
  SNAPSHOT,
  type Snapshot,
  afterChange,
  copyOf,
  plainly,
} from '../../test/channel-copy.js';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

/** Something that one of four people does; the numbers choose a message or a person. */
interface Act {
  readonly who: number;
  readonly does: keyof typeof inputs;
  readonly at: number;
}

interface Place {
  readonly channelId: string;
  readonly people: readonly Viewer[];
  readonly messages: readonly { readonly id: string; readonly version: number }[];
  readonly version: number;
}

const EMOJI = ['👍', '🎉'];

const userIn = ({ people }: Place, at: number) => people[at % people.length]?.id;
const messageIn = ({ messages }: Place, at: number) => messages[at % messages.length];

/** The input of each mutation. */
const inputs = {
  sendMessage: (place: Place, at: number) => ({
    channelId: place.channelId,
    text: `n${String(at)} [@somebody](mention:${userIn(place, at) ?? ''})`,
    replyToId: at % 3 === 0 ? messageIn(place, at)?.id : undefined,
  }),
  editMessage: (place: Place, at: number) => ({
    messageId: messageIn(place, at)?.id,
    text: `edited ${String(at)}`,
    expectedVersion: messageIn(place, at)?.version,
  }),
  addReaction: (place: Place, at: number) => ({ messageId: messageIn(place, at)?.id, emoji: EMOJI[at % 2] }),
  removeReaction: (place: Place, at: number) => ({
    messageId: messageIn(place, at)?.id,
    emoji: EMOJI[at % 2],
  }),
  deleteMessage: (place: Place, at: number) => ({ messageId: messageIn(place, at)?.id }),
  markRead: ({ channelId }: Place, at: number) => ({ channelId, seq: at }),
  setMemberRole: (place: Place, at: number) => ({
    channelId: place.channelId,
    userId: userIn(place, at),
    role: ['READER', 'MEMBER', 'MODERATOR'][at % 3],
  }),
  removeMember: (place: Place, at: number) => ({ channelId: place.channelId, userId: userIn(place, at) }),
  inviteToChannel: (place: Place, at: number) => ({
    channelId: place.channelId,
    userIds: [userIn(place, at)],
  }),
  leaveChannel: ({ channelId }: Place) => ({ channelId }),
  updateChannel: ({ channelId, version }: Place, at: number) => ({
    channelId,
    topic: `topic ${String(at)}`,
    expectedVersion: version,
  }),
} as const;

const REFUSALS = ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT', 'INVALID'];

/** Does it, or is refused for a reason that a client would be told. */
async function perform({ who, does, at }: Act, place: Place): Promise<void> {
  const actor = place.people[who % place.people.length];
  const input = { ...inputs[does](place, at), key: aKey() };
  const document = `mutation ($input: ${does.charAt(0).toUpperCase()}${does.slice(1)}Input!) { ${does}(input: $input) { __typename } }`;
  const { errors } = await chat.as(actor ?? null).run(document, { input });
  for (const { extensions } of errors ?? []) expect(REFUSALS).toContain(extensions['code']);
}

const snapshotOf = (viewer: Viewer, id: string): Promise<Snapshot> => chat.must(viewer, SNAPSHOT, { id });

/** Does some things at once, as people do. */
async function performAll(
  acts: readonly Act[],
  owner: Viewer,
  place: Pick<Place, 'channelId' | 'people'>,
): Promise<void> {
  const { messages, version } = await snapshotOf(owner, place.channelId);
  const now = {
    ...place,
    messages: messages.nodes as unknown as Place['messages'],
    version: version as number,
  };
  await Promise.all(acts.map((act) => perform(act, now)));
}

/** The events after a cursor up to the end of the replay, at most so many. */
async function changesAfter(viewer: Viewer, id: string, after: string, most = Infinity): Promise<Change[]> {
  const stream = chat.as(viewer).follow(CHANGES, { id, after });
  const changes: Change[] = [];
  for await (const { data, errors } of stream) {
    expect(errors).toBeUndefined();
    const change = data.channelEvents as Change;
    changes.push(change);
    if (change.__typename === 'CaughtUp' || changes.length >= most) break;
  }
  await stream.return();
  return changes;
}

type Doing = Act['does'];
const anything = Object.keys(inputs) as Doing[];
const often: Doing[] = ['sendMessage', 'editMessage', 'addReaction', 'removeReaction', 'markRead'];
const act: fc.Arbitrary<Act> = fc.record({
  who: fc.nat(3),
  // What is said and done to messages is what happens most.
  does: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...often) },
    { weight: 1, arbitrary: fc.constantFrom(...anything) },
  ),
  at: fc.nat(9),
});

/** The owner does everything once to the first message and the first of the others: every kind of event comes of it. */
const everything = anything
  .filter((does) => does !== 'leaveChannel')
  .map((does): Act[] => [
    { who: does === 'markRead' ? 1 : 3, does, at: ['markRead', 'setMemberRole'].includes(does) ? 9 : 0 },
  ]);
const rounds = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { maxLength: 8 });

test(
  'an older snapshot and the events after it are the newer snapshot, wherever the line was cut',
  { timeout: 120_000 },
  async () => {
    const heard = new Set<string>();
    await fc.assert(
      fc.asyncProperty(rounds, rounds, fc.nat(20), async (before, after, cut) => {
        const owner = await chat.aPerson();
        const others = await chat.people([{}, {}, {}]);
        const channelId = await chat.aChannel(owner, others);
        const place = { channelId, people: [...others, owner] };
        await chat.aMessage(owner, channelId, 'first');
        for (const acts of before) await performAll(acts, owner, place);
        // Taken while the next things happen: what it shows may be newer than its cursor, never older.
        const [first] = await Promise.all([
          snapshotOf(owner, channelId),
          ...after.slice(0, 1).map((acts) => performAll(acts, owner, place)),
        ]);
        for (const acts of after.slice(1)) await performAll(acts, owner, place);
        const some = await changesAfter(owner, channelId, first.liveCursor, cut + 1);
        const rest = await changesAfter(owner, channelId, some.at(-1)?.cursor ?? first.liveCursor);
        const last = await snapshotOf(owner, channelId);
        const followed = [...some, ...rest].reduce(afterChange, copyOf(first));
        expect(plainly(followed)).toEqual(plainly(copyOf(last)));
        expect(followed.members.size).toBe(last.memberCount);
        // Every position once and in order: a cut repeats nothing and leaves nothing out.
        const whole = await changesAfter(owner, channelId, first.liveCursor);
        for (const { __typename: name } of whole) heard.add(name);
        const cursors = (changes: readonly Change[]) =>
          changes.filter(({ __typename: name }) => name !== 'CaughtUp').map(({ cursor }) => cursor);
        expect(cursors([...some, ...rest])).toEqual(cursors(whole));
      }),
      { numRuns: 20, examples: [[[], everything, 4]] },
    );
    expect([...heard].sort()).toEqual([
      ...['CaughtUp', 'ChannelChanged', 'MemberAdded', 'MemberChanged', 'MemberRemoved', 'MessageAdded'],
      ...['MessageChanged', 'MessageRemoved', 'ReactionChanged', 'ReadMoved'],
    ]);
  },
);
