import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const RULE = `mutation ($input: SaveWordRuleInput!) { saveWordRule(input: $input) { id pattern effect channel { id } } }`;
const FORGET = `mutation ($input: DeleteWordRuleInput!) { deleteWordRule(input: $input) { id } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id heldAt } }`;
const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { text } }`;
const REPORT = `mutation ($input: ReportMessageInput!) { reportMessage(input: $input) { id } }`;
const DECIDE = `mutation ($input: DecideReportInput!) {
  decideReport(input: $input) { decision decidedAt decidedBy { id } note } }`;
const QUEUE = `query ($channelId: ID, $decided: Boolean) { moderationQueue(channelId: $channelId, decided: $decided) {
  nodes { id excerpt reason held decision reportedBy { id } author { id } message { id } channel { id } } } }`;
const SEEN = `query ($id: ID!) { channel(id: $id) { messages(last: 100) { nodes { id text deletedAt } }
  viewerEntry { unreadCount } } }`;

interface Queued {
  readonly id: string;
  readonly excerpt: string;
  readonly reason: string;
  readonly held: boolean;
  readonly [field: string]: unknown;
}

const queue = async (viewer: Viewer, channelId: string | null, decided = false): Promise<Queued[]> =>
  ((await chat.must(viewer, QUEUE, { channelId, decided })) as { nodes: Queued[] }).nodes;

const onlyReport = async (viewer: Viewer, channelId: string): Promise<Queued> => {
  const [report, ...others] = await queue(viewer, channelId);
  if (!report || others.length > 0) throw new Error('One report was expected');
  return report;
};

const decide = (viewer: Viewer, reportId: string, decision: string) =>
  chat.must(viewer, DECIDE, { input: { reportId, decision, key: aKey() } });

const send = (viewer: Viewer, channelId: string, text: string) =>
  chat.as(viewer).run(SEND, { input: { channelId, text, key: aKey() } });

const texts = async (viewer: Viewer, id: string): Promise<unknown[]> => {
  const { messages } = await chat.must(viewer, SEEN, { id });
  return messages.nodes.map(({ text }: { text: string | null }) => text);
};

const aRoom = async (more: Record<string, unknown> = {}) => {
  const [amara, jonas, elise] = (await chat.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  return { amara, jonas, elise, channelId: await chat.aChannel(amara, [jonas, elise], more) };
};

const ruleIn = async (
  viewer: Viewer,
  channelId: string | null,
  pattern: string,
  effect: string,
): Promise<string> =>
  ((await chat.must(viewer, RULE, { input: { channelId, pattern, effect, key: aKey() } })) as { id: string })
    .id;

test('a word that is refused is not sent, by nobody, and the rule is named', async () => {
  const { amara, jonas, channelId } = await aRoom();
  await ruleIn(amara, channelId, 'exam key', 'REFUSE');
  for (const viewer of [jonas, amara]) {
    const { errors } = await send(viewer, channelId, 'Here is the EXAM-KEY');
    expect(errors?.[0]?.extensions).toEqual({ code: 'INVALID', field: 'text' });
    expect(errors?.[0]?.message).toContain('exam key');
  }
  expect(await texts(jonas, channelId)).toEqual([]);
  expect((await send(jonas, channelId, 'Here is the key')).errors).toBeUndefined();
});

test('what is refused is not smuggled in by an edit', async () => {
  const { amara, jonas, channelId } = await aRoom();
  await ruleIn(amara, channelId, 'exam key', 'REVIEW');
  const { id } = await chat.aMessage(jonas, channelId, 'harmless');
  const input = { messageId: id, text: 'the exam key', expectedVersion: 1, key: aKey() };
  expect(await chat.codes(jonas, EDIT, { input })).toEqual(['INVALID']);
  expect(await texts(amara, channelId)).toEqual(['harmless']);
});

test('a rule of a channel stays in it, a rule of the organisation is everywhere in it', async () => {
  const overseer = await chat.aPerson({ permissions: ['MODERATE_CHANNELS'] });
  const [one, other] = [await aRoom(), await aRoom()];
  const local = await ruleIn(one.amara, one.channelId, 'local', 'REFUSE');
  const general = await ruleIn(overseer, null, 'general', 'REFUSE');
  const refused = async (room: typeof one, text: string) =>
    (await send(room.jonas, room.channelId, text)).errors !== undefined;
  expect([await refused(one, 'local'), await refused(other, 'local')]).toEqual([true, false]);
  expect([await refused(one, 'general'), await refused(other, 'general')]).toEqual([true, true]);
  await chat.must(one.amara, FORGET, { input: { ruleId: local, key: aKey() } });
  expect(await chat.codes(one.amara, FORGET, { input: { ruleId: general, key: aKey() } })).toEqual([
    'NOT_FOUND',
  ]);
  await chat.must(overseer, FORGET, { input: { ruleId: general, key: aKey() } });
  expect([await refused(one, 'local'), await refused(one, 'general')]).toEqual([false, false]);
});

test('what is held is seen by nobody, counts nowhere, and is sent as the newest once it is approved', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  await ruleIn(amara, channelId, 'tickets', 'REVIEW');
  const stream = chat.as(elise).follow(
    `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename
       ... on MessageAdded { message { text seq } } } }`,
    { id: channelId },
  );
  await take(stream, 1);
  const { data } = await send(jonas, channelId, 'Tickets for sale');
  expect(data.sendMessage.heldAt).not.toBeNull();
  await chat.aMessage(amara, channelId, 'Something else');
  expect(await texts(elise, channelId)).toEqual(['Something else']);
  expect(await texts(jonas, channelId)).toEqual(['Something else']);
  const entry = (await chat.must(elise, SEEN, { id: channelId })) as { viewerEntry: object };
  expect(entry.viewerEntry).toEqual({ unreadCount: 1 });
  expect(
    await chat.codes(elise, `query ($id: ID!) { message(id: $id) { text } }`, { id: data.sendMessage.id }),
  ).toEqual(['NOT_FOUND']);
  const report = await onlyReport(amara, channelId);
  expect(report).toMatchObject({
    held: true,
    excerpt: 'Tickets for sale',
    reason: 'tickets',
    reportedBy: null,
  });
  await decide(amara, report.id, 'KEEP');
  expect(await texts(elise, channelId)).toEqual(['Something else', 'Tickets for sale']);
  const heard = await take(stream, 2);
  expect(heard.map(({ data: { channelEvents } }) => channelEvents.message.text)).toEqual([
    'Something else',
    'Tickets for sale',
  ]);
  await stream.return();
});

test('what is held and not approved is never shown, and its words are gone', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  await ruleIn(amara, channelId, 'tickets', 'REVIEW');
  await send(jonas, channelId, 'Tickets for sale');
  const { id } = await onlyReport(amara, channelId);
  await decide(amara, id, 'DELETE');
  expect(await texts(elise, channelId)).toEqual([]);
  expect(await queue(amara, channelId)).toEqual([]);
  const [row] = await chat.test.runtime.database.query(
    'select text, held_at from message where channel_id = $1',
    [channelId],
  );
  expect(row).toEqual({ text: null, held_at: null });
  await decide(amara, id, 'KEEP');
  expect(await texts(elise, channelId)).toEqual([]);
});

test('a retry of what is held is held once', async () => {
  const { amara, jonas, channelId } = await aRoom();
  await ruleIn(amara, channelId, 'tickets', 'REVIEW');
  const input = { channelId, text: 'Tickets for sale', key: aKey() };
  const first = await chat.must(jonas, SEND, { input });
  expect(await chat.must(jonas, SEND, { input })).toEqual(first);
  await onlyReport(amara, channelId);
});

test('what is flagged is sent and reported; who keeps order is not reported', async () => {
  const { amara, jonas, channelId } = await aRoom();
  await ruleIn(amara, channelId, 'bet*', 'FLAG');
  await send(amara, channelId, 'No betting here');
  await send(jonas, channelId, 'I bet');
  expect(await texts(jonas, channelId)).toEqual(['No betting here', 'I bet']);
  expect(await onlyReport(amara, channelId)).toMatchObject({
    held: false,
    excerpt: 'I bet',
    author: { id: jonas.id },
  });
});

test('a report says what was said then, once for each person, and only to those who keep order', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'Something rude');
  const input = { messageId, reason: 'Rude', key: aKey() };
  const first = await chat.must(elise, REPORT, { input });
  expect(await chat.must(elise, REPORT, { input: { ...input, reason: 'Very rude', key: aKey() } })).toEqual(
    first,
  );
  const edit = { messageId, text: 'Something nice', expectedVersion: 1, key: aKey() };
  await chat.must(jonas, EDIT, { input: edit });
  expect(await onlyReport(amara, channelId)).toMatchObject({
    excerpt: 'Something rude',
    reason: 'Very rude',
  });
  expect(await chat.codes(jonas, QUEUE, { channelId })).toEqual(['FORBIDDEN']);
  expect(await queue(jonas, null)).toEqual([]);
  expect(await chat.codes(jonas, REPORT, { input: { ...input, key: aKey() } })).toEqual(['FORBIDDEN']);
});

test('a hidden message is gone for everybody and comes back in its place', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'Something rude');
  await chat.aMessage(jonas, channelId, 'Later');
  await chat.must(elise, REPORT, { input: { messageId, reason: 'Rude', key: aKey() } });
  const { id } = await onlyReport(amara, channelId);
  await decide(amara, id, 'HIDE');
  expect(await texts(elise, channelId)).toEqual(['Later']);
  expect(await texts(jonas, channelId)).toEqual(['Later']);
  const [decided] = await queue(amara, channelId, true);
  expect(decided).toMatchObject({ decision: 'HIDE', message: null, excerpt: 'Something rude' });
  await decide(amara, id, 'KEEP');
  expect(await texts(elise, channelId)).toEqual(['Something rude', 'Later']);
});

test('one decision settles every report of a message', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'Something rude');
  for (const viewer of [elise, amara]) {
    await chat.must(viewer, REPORT, { input: { messageId, reason: 'Rude', key: aKey() } });
  }
  const [first] = await queue(amara, channelId);
  expect(await decide(amara, first?.id ?? '', 'DELETE')).toMatchObject({ decidedBy: { id: amara.id } });
  expect(await queue(amara, channelId)).toEqual([]);
  expect(await queue(amara, channelId, true)).toHaveLength(2);
  expect(await texts(elise, channelId)).toEqual([null]);
});

test('an author is removed with what they said, from an open channel for good', async () => {
  const { amara, jonas, elise, channelId } = await aRoom({ kind: 'PUBLIC', name: 'open' });
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'Something rude');
  await chat.must(elise, REPORT, { input: { messageId, reason: 'Rude', key: aKey() } });
  await decide(amara, (await onlyReport(amara, channelId)).id, 'REMOVE_AUTHOR');
  expect(await chat.codes(jonas, SEEN, { id: channelId })).toEqual(['NOT_FOUND']);
  expect((await texts(elise, channelId))[0]).toBeNull();
});

test('nobody removes an author above them, and then nothing happens at all', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  const ROLE = `mutation ($input: SetMemberRoleInput!) { setMemberRole(input: $input) { id } }`;
  await chat.must(amara, ROLE, { input: { channelId, userId: jonas.id, role: 'MODERATOR', key: aKey() } });
  const { id: messageId } = await chat.aMessage(amara, channelId, 'Said by the owner');
  await chat.must(elise, REPORT, { input: { messageId, reason: 'Rude', key: aKey() } });
  const { id } = await onlyReport(jonas, channelId);
  const input = { reportId: id, decision: 'REMOVE_AUTHOR', key: aKey() };
  expect(await chat.codes(jonas, DECIDE, { input })).toEqual(['FORBIDDEN']);
  expect(await texts(elise, channelId)).toEqual(['Said by the owner']);
  await onlyReport(jonas, channelId);
});

test('what two people say is judged by those who oversee all channels, by what was reported alone', async () => {
  const [amara, jonas] = (await chat.people([{}, {}])) as [Viewer, Viewer];
  const overseer = await chat.aPerson({ permissions: ['MODERATE_CHANNELS'] });
  const channelId = await chat.aDirect(amara, jonas);
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'A threat');
  await chat.must(amara, REPORT, { input: { messageId, reason: 'He threatens me', key: aKey() } });
  expect(await chat.codes(overseer, SEEN, { id: channelId })).toEqual(['NOT_FOUND']);
  const report = await onlyReport(overseer, channelId);
  expect(report).toMatchObject({ excerpt: 'A threat', message: null });
  await decide(overseer, report.id, 'DELETE');
  expect(await texts(amara, channelId)).toEqual([null]);
});

test('every decision and every rule is written down', async () => {
  const { amara, jonas, elise, channelId } = await aRoom();
  await ruleIn(amara, channelId, 'bet', 'FLAG');
  const { id: messageId } = await chat.aMessage(jonas, channelId, 'Rude');
  await chat.must(elise, REPORT, { input: { messageId, reason: 'Rude', key: aKey() } });
  await decide(amara, (await onlyReport(amara, channelId)).id, 'HIDE');
  const rows = await chat.test.runtime.database.query(
    `select action, refused from audit_entry where actor_id = $1 order by seq`,
    [amara.id],
  );
  expect(rows).toEqual([
    { action: 'saveWordRule', refused: false },
    { action: 'decideReport', refused: false },
  ]);
  const input = { pattern: 'x', effect: 'FLAG', key: aKey() };
  expect(await chat.codes(jonas, RULE, { input })).toEqual(['FORBIDDEN']);
  const refusals = await chat.test.runtime.database.query(
    `select action, refused from audit_entry where actor_id = $1`,
    [jonas.id],
  );
  expect(refusals).toEqual([{ action: 'saveWordRule', refused: true }]);
});
