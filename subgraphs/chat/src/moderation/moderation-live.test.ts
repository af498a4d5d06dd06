import type { Viewer } from '@parley/kit';
import type { TestStream } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const REPORT = `mutation ($input: ReportMessageInput!) { reportMessage(input: $input) { id } }`;
const DECIDE = `mutation ($input: DecideReportInput!) { decideReport(input: $input) { decision } }`;
const RULE = `mutation ($input: SaveWordRuleInput!) { saveWordRule(input: $input) { id } }`;
const ROLE = `mutation ($input: SetMemberRoleInput!) { setMemberRole(input: $input) { id } }`;
const SIGNALS = `subscription ($after: Cursor) { moderationSignals(after: $after) { cursor reportId } }`;
const OWN = `message { messageId text hiddenAt deleted channelName channel { id } }`;
const SIDEBAR = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename
  ... on MessageHidden { ${OWN} } } }`;
const HIDDEN = `{ viewer { hiddenMessages(first: 10) { nodes { messageId text hiddenAt decidedAt deleted } } } }`;

const aRoom = async () => {
  const [amara, jonas, elise] = (await chat.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  return { amara, jonas, elise, channelId: await chat.aChannel(amara, [jonas, elise], { name: 'room' }) };
};

const report = async (viewer: Viewer, messageId: string): Promise<string> => {
  const input = { messageId, reason: 'Rude', key: aKey() };
  return ((await chat.must(viewer, REPORT, { input })) as { id: string }).id;
};
const decide = (viewer: Viewer, reportId: string, decision: string) =>
  chat.must(viewer, DECIDE, { input: { reportId, decision, key: aKey() } });

/** Follows the reports of whoever keeps order, from now on. */
async function listen(viewer: Viewer): Promise<TestStream> {
  const signals = chat.as(viewer).follow(SIGNALS);
  expect((await take(signals, 1))[0]?.data.moderationSignals).toMatchObject({ reportId: null });
  return signals;
}
const nextReport = async (signals: TestStream): Promise<unknown> =>
  (await take(signals, 1))[0]?.data.moderationSignals.reportId;

/** The next word about a message that was hidden. */
async function nextHidden(events: TestStream): Promise<unknown> {
  for (;;) {
    const event = (await take(events, 1))[0]?.data.sidebarEvents;
    if (!event || event.__typename === 'MessageHidden') return event?.message;
  }
}
const hiddenOf = async (viewer: Viewer) => (await chat.must(viewer, HIDDEN)).hiddenMessages.nodes;

test('whoever keeps order hears of every report and decision there, and nobody hears of others', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  const elsewhere = await aRoom();
  const everywhere = await chat.aPerson({ permissions: ['MODERATE_CHANNELS'] });
  const streams = await Promise.all([amara, everywhere, elise, elsewhere.amara].map(listen));
  const [keeper, administrator, member, stranger] = streams as [
    TestStream,
    TestStream,
    TestStream,
    TestStream,
  ];
  const { id } = await chat.aMessage(jonas, channelId, 'You fool');
  const reportId = await report(elise, id);
  expect([await nextReport(keeper), await nextReport(administrator)]).toEqual([reportId, reportId]);
  await decide(amara, reportId, 'HIDE');
  expect([await nextReport(keeper), await nextReport(administrator)]).toEqual([reportId, reportId]);
  // What comes next for those who heard nothing is about what they keep order in.
  const there = await chat.aMessage(elsewhere.jonas, elsewhere.channelId, 'You fool');
  const theirs = await report(elsewhere.elise, there.id);
  expect(await nextReport(stranger)).toBe(theirs);
  await chat.must(amara, ROLE, { input: { channelId, userId: elise.id, role: 'MODERATOR', key: aKey() } });
  await chat.must(amara, RULE, { input: { channelId, pattern: 'exam key', effect: 'REVIEW', key: aKey() } });
  await chat.aMessage(jonas, channelId, 'Here is the exam key');
  const held = await nextReport(keeper);
  expect(held).not.toBe(theirs);
  expect(await nextReport(member)).toBe(held);
  await Promise.all(streams.map((stream) => stream.return()));
});

test('who comes back hears of what was reported meanwhile', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  const first = chat.as(amara).follow(SIGNALS);
  const after = (await take(first, 1))[0]?.data.moderationSignals.cursor;
  await first.return();
  const { id } = await chat.aMessage(jonas, channelId, 'You fool');
  const reportId = await report(elise, id);
  const again = chat.as(amara).follow(SIGNALS, { after });
  expect(await nextReport(again)).toBe(reportId);
  await again.return();
});

test('the author is told on every device what was hidden, shown again and deleted, and never who reported', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'You fool');
  const { liveCursor } = (await chat.must(jonas, '{ viewer { sidebar { liveCursor } } }')).sidebar;
  const devices = [chat.as(jonas).follow(SIDEBAR), chat.as(jonas).follow(SIDEBAR)] as const;
  await Promise.all(devices.map((device) => take(device, 1)));
  const reportId = await report(elise, messageId);
  await decide(amara, reportId, 'HIDE');
  const said = {
    messageId,
    text: 'You fool',
    deleted: false,
    channelName: 'room',
    channel: { id: channelId },
  };
  const time = expect.any(String);
  const hidden = { ...said, hiddenAt: time };
  expect(await Promise.all(devices.map(nextHidden))).toEqual([hidden, hidden]);
  expect(await hiddenOf(jonas)).toEqual([
    ...[{ messageId, text: 'You fool', deleted: false, hiddenAt: time, decidedAt: time }],
  ]);
  expect(await hiddenOf(elise)).toEqual([]);
  const back = chat.as(jonas).follow(SIDEBAR, { after: liveCursor });
  expect(await nextHidden(back)).toEqual(hidden);
  await back.return();
  await decide(amara, reportId, 'KEEP');
  expect(await Promise.all(devices.map(nextHidden))).toEqual([
    { ...said, hiddenAt: null },
    { ...said, hiddenAt: null },
  ]);
  expect(await hiddenOf(jonas)).toEqual([]);
  await decide(amara, reportId, 'DELETE');
  const gone = { ...said, text: null, hiddenAt: null, deleted: true };
  expect(await Promise.all(devices.map(nextHidden))).toEqual([gone, gone]);
  // Who was away finds it on coming back.
  expect(await hiddenOf(jonas)).toEqual([
    ...[{ messageId, text: null, deleted: true, hiddenAt: null, decidedAt: time }],
  ]);
  expect(await hiddenOf(elise)).toEqual([]);
  await Promise.all(devices.map((device) => device.return()));
});

test('what its author took away is not told them, whatever was decided before', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'You fool');
  const reportId = await report(elise, messageId);
  await decide(amara, reportId, 'KEEP');
  const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
  await chat.must(jonas, DELETE, { input: { messageId, key: aKey() } });
  expect(await hiddenOf(jonas)).toEqual([]);
});

test('what was held and is not sent is told its author alone', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  await chat.must(amara, RULE, { input: { channelId, pattern: 'exam key', effect: 'REVIEW', key: aKey() } });
  const [own, others] = [chat.as(jonas).follow(SIDEBAR), chat.as(elise).follow(SIDEBAR)] as const;
  await Promise.all([take(own, 1), take(others, 1)]);
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'Here is the exam key');
  const QUEUE = `query ($id: ID!) { moderationQueue(channelId: $id) { nodes { id } } }`;
  const [waiting] = (await chat.must(amara, QUEUE, { id: channelId })).nodes as { id: string }[];
  await decide(amara, waiting?.id ?? '', 'DELETE');
  expect(await nextHidden(own)).toMatchObject({ messageId, text: null, deleted: true });
  expect(await hiddenOf(jonas)).toMatchObject([{ messageId, text: null, deleted: true }]);
  const { id } = await chat.aMessage(elise, channelId, 'And I?');
  await decide(amara, await report(jonas, id), 'HIDE');
  expect(await nextHidden(others)).toMatchObject({ messageId: id, text: 'And I?' });
  await Promise.all([own.return(), others.return()]);
});
