import type { Viewer } from '@parley/kit';
import type { TestStream } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const POLL = `poll { question multiple anonymous closesAt closed voterCount viewerVotes
  options { id text count voters { id } } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id kind text ${POLL} } }`;
const VOTE = `mutation ($input: VoteInPollInput!) { voteInPoll(input: $input) { ${POLL} } }`;
const CLOSE = `mutation ($input: ClosePollInput!) { closePoll(input: $input) { poll { closed } } }`;
const READ = `query ($id: ID!) { message(id: $id) { ${POLL} } }`;

const LUNCH = { question: 'Where do we eat?', options: ['Canteen', 'Market', 'Outside'] };

const aTalk = async () => {
  const [amara, jonas, lena] = await chat.people([{}, {}, {}]);
  if (!amara || !jonas || !lena) throw new Error('Three people were asked for');
  return { amara, jonas, lena, channelId: await chat.aChannel(amara, [jonas, lena]) };
};

const aPoll = async (author: Viewer, channelId: string, poll: object = LUNCH) => {
  const { id, poll: made } = await chat.must(author, SEND, { input: { channelId, poll, key: aKey() } });
  const ids = (made.options as { id: string }[]).map((option) => option.id);
  return { messageId: id as string, ids };
};

const vote = (who: Viewer, messageId: string, optionIds: readonly (string | undefined)[]) =>
  chat.must(who, VOTE, { input: { messageId, optionIds, key: aKey() } });

const counts = ({ poll }: { poll: { options: { count: number }[]; voterCount: number } }) => [
  ...poll.options.map(({ count }) => count),
  poll.voterCount,
];

test('a question is put, answered, answered otherwise and not at all', async () => {
  const { amara, jonas, lena, channelId } = await aTalk();
  const input = { channelId, text: 'For Friday', poll: LUNCH, key: aKey() };
  const sent = await chat.must(amara, SEND, { input });
  expect(sent).toEqual({
    id: expect.any(String),
    kind: 'POLL',
    text: 'For Friday',
    poll: {
      ...{ question: LUNCH.question, multiple: false, anonymous: false, closesAt: null, closed: false },
      ...{ voterCount: 0, viewerVotes: [] },
      options: LUNCH.options.map((text) => ({ id: expect.any(String), text, count: 0, voters: [] })),
    },
  });
  const [canteen, market] = sent.poll.options.map(({ id }: { id: string }) => id);
  expect(counts(await vote(jonas, sent.id, [canteen]))).toEqual([1, 0, 0, 1]);
  expect(counts(await vote(lena, sent.id, [canteen]))).toEqual([2, 0, 0, 2]);
  const changed = await vote(jonas, sent.id, [market]);
  expect(counts(changed)).toEqual([1, 1, 0, 2]);
  expect(changed.poll.viewerVotes).toEqual([market]);
  expect(changed.poll.options[1].voters).toEqual([{ id: jonas.id }]);
  expect(counts(await vote(lena, sent.id, []))).toEqual([0, 1, 0, 1]);
  expect((await chat.must(lena, READ, { id: sent.id })).poll.viewerVotes).toEqual([]);
});

test('where several may be chosen, a person counts once among the voters', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const { messageId, ids } = await aPoll(amara, channelId, { ...LUNCH, multiple: true });
  expect(counts(await vote(jonas, messageId, [ids[0], ids[2], ids[0]]))).toEqual([1, 0, 1, 1]);
});

test('of a secret poll nobody is told who chose what', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const { messageId, ids } = await aPoll(amara, channelId, { ...LUNCH, anonymous: true });
  await vote(jonas, messageId, [ids[0]]);
  const { poll } = await chat.must(amara, READ, { id: messageId });
  expect(poll).toMatchObject({ anonymous: true, voterCount: 1, viewerVotes: [] });
  expect(poll.options.map(({ voters }: { voters: unknown }) => voters)).toEqual([null, null, null]);
});

test('votes that come at once are all counted', async () => {
  const [amara, ...others] = await chat.people(Array.from({ length: 9 }, () => ({})));
  if (!amara) throw new Error('People were asked for');
  const channelId = await chat.aChannel(amara, others);
  const { messageId, ids } = await aPoll(amara, channelId);
  await Promise.all(others.map((who, n) => vote(who, messageId, [ids[n % 2]])));
  expect(counts(await chat.must(amara, READ, { id: messageId }))).toEqual([4, 4, 0, 8]);
});

test.each([
  ['one answer to choose from', { options: ['Yes'] }, 'poll.options'],
  ['too many', { options: Array.from({ length: 21 }, (_, n) => String(n)) }, 'poll.options'],
  ['the same answer twice', { options: ['Yes', ' yes '] }, 'poll.options'],
  ['an empty answer', { options: ['Yes', ' '] }, 'poll.options'],
  ['a long answer', { options: ['Yes', 'a'.repeat(121)] }, 'poll.options'],
  ['no question', { question: ' ' }, 'poll.question'],
  ['a question of two lines', { question: 'a\nb' }, 'poll.question'],
  ['an end in the past', { closesAt: '2020-01-01T00:00:00Z' }, 'poll.closesAt'],
  [
    'an end in two years',
    { closesAt: new Date(Date.now() + 2 * 366 * 86_400_000).toISOString() },
    'poll.closesAt',
  ],
])('a poll with %s is refused', async (_what, more, field) => {
  const { amara, channelId } = await aTalk();
  const input = { channelId, poll: { ...LUNCH, ...more }, key: aKey() };
  const { errors } = await chat.as(amara).run(SEND, { input });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INVALID', field }]);
  const messages: unknown = await chat.test.runtime.database.query(
    `select 1 from message where channel_id = $1 and kind = 'POLL'`,
    [channelId],
  );
  expect(messages).toEqual([]);
});

test('what cannot be chosen is refused and changes nothing', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const [one, other] = [await aPoll(amara, channelId), await aPoll(amara, channelId)];
  const text = await chat.aMessage(amara, channelId, 'no poll');
  const refused = (messageId: string, optionIds: unknown[]) =>
    chat.codes(jonas, VOTE, { input: { messageId, optionIds, key: aKey() } });
  expect(await refused(one.messageId, [other.ids[0]])).toEqual(['INVALID']);
  expect(await refused(one.messageId, [one.ids[0], one.ids[1]])).toEqual(['INVALID']);
  expect(await refused(text.id, [])).toEqual(['CONFLICT']);
  expect(counts(await chat.must(amara, READ, { id: one.messageId }))).toEqual([0, 0, 0, 0]);
});

test('a poll ends once, by its author or a moderator, and then nobody votes', async () => {
  const { amara, jonas, lena, channelId } = await aTalk();
  const { messageId, ids } = await aPoll(jonas, channelId);
  const input = { messageId, key: aKey() };
  expect(await chat.codes(lena, CLOSE, { input })).toEqual(['FORBIDDEN']);
  expect(await chat.must(amara, CLOSE, { input })).toEqual({ poll: { closed: true } });
  expect(await chat.must(jonas, CLOSE, { input: { messageId, key: aKey() } })).toEqual({
    poll: { closed: true },
  });
  expect(await chat.codes(lena, VOTE, { input: { messageId, optionIds: [ids[0]], key: aKey() } })).toEqual([
    'CONFLICT',
  ]);
  expect(counts(await chat.must(amara, READ, { id: messageId }))).toEqual([0, 0, 0, 0]);
});

test('a poll ends by itself at its time, live', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const FOLLOW = `subscription ($id: ID!, $after: Cursor) { channelEvents(channelId: $id, after: $after) {
    __typename ... on MessageAdded { message { poll { closed } } }
    ... on MessageChanged { message { poll { closed } } } } }`;
  const AT = `query ($id: ID!) { channel(id: $id) { liveCursor } }`;
  const { liveCursor } = await chat.must(jonas, AT, { id: channelId });
  const closesAt = new Date(Date.now() + 1_500).toISOString();
  const { messageId, ids } = await aPoll(amara, channelId, { ...LUNCH, closesAt });
  const events = chat.as(jonas).follow(FOLLOW, { id: channelId, after: liveCursor });
  const heard = await take(events, 3);
  await events.return();
  expect(heard.map(({ data }) => data.channelEvents)).toEqual([
    { __typename: 'MessageAdded', message: { poll: { closed: false } } },
    { __typename: 'CaughtUp' },
    { __typename: 'MessageChanged', message: { poll: { closed: true } } },
  ]);
  expect(await chat.codes(jonas, VOTE, { input: { messageId, optionIds: [ids[0]], key: aKey() } })).toEqual([
    'CONFLICT',
  ]);
});

test('deleting a poll takes its votes along', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const { messageId, ids } = await aPoll(amara, channelId);
  await vote(jonas, messageId, [ids[0]]);
  const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { poll { question } } }`;
  expect(await chat.must(amara, DELETE, { input: { messageId, key: aKey() } })).toEqual({ poll: null });
  const votes: unknown = await chat.test.runtime.database.query(
    'select 1 from poll_vote where message_id = $1',
    [messageId],
  );
  expect(votes).toEqual([]);
});

const SIDEBAR = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename
  ... on PollVoteChanged { messageId message { poll { viewerVotes voterCount } } } } }`;

/** The next word about a vote in a sidebar. */
async function nextVote(events: TestStream): Promise<unknown> {
  for (;;) {
    const event = (await take(events, 1))[0]?.data.sidebarEvents;
    if (!event || event.__typename === 'PollVoteChanged') return event;
  }
}

test('what somebody chose is told their other devices, and nobody else, now or when they come back', async () => {
  const { amara, jonas, lena, channelId } = await aTalk();
  const { messageId, ids } = await aPoll(amara, channelId);
  const { liveCursor } = (await chat.must(jonas, '{ viewer { sidebar { liveCursor } } }')).sidebar;
  const [own, others] = [jonas, lena].map((who) => chat.as(who).follow(SIDEBAR)) as [TestStream, TestStream];
  await Promise.all([take(own, 1), take(others, 1)]);
  const told = (votes: unknown[], voterCount: number) => ({
    ...{ __typename: 'PollVoteChanged', messageId },
    message: { poll: { viewerVotes: votes, voterCount } },
  });
  await vote(jonas, messageId, [ids[1]]);
  expect(await nextVote(own)).toEqual(told([ids[1]], 1));
  await vote(jonas, messageId, []);
  expect(await nextVote(own)).toEqual(told([], 0));
  await vote(lena, messageId, [ids[0]]);
  expect(await nextVote(others)).toEqual(told([ids[0]], 1));
  const back = chat.as(jonas).follow(SIDEBAR, { after: liveCursor });
  expect(await nextVote(back)).toEqual(told([], 1));
  await Promise.all([own.return(), others.return(), back.return()]);
});
