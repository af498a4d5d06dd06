import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const FIELDS = `id viewerAcknowledgedAt viewerCan
  acknowledgement { requestedBy { id } dueAt remindedAt expectedCount receivedCount
    done: receipts { totalCount nodes { user { id } at } }
    missing: receipts(missing: true) { totalCount nodes { user { id } at remindedAt unreachedBecause } } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${FIELDS} } }`;
const READ = `query ($id: ID!) { message(id: $id) { ${FIELDS} } }`;
const ASK = `mutation ($input: RequestMessageAcknowledgementInput!) { requestMessageAcknowledgement(input: $input) { ${FIELDS} } }`;
const CONFIRM = `mutation ($input: AcknowledgeMessageInput!) { acknowledgeMessage(input: $input) { ${FIELDS} } }`;
const REMIND = `mutation ($input: RemindMessageAcknowledgementInput!) { remindMessageAcknowledgement(input: $input) { ${FIELDS} } }`;

const aTalk = async () => {
  const [amara, jonas, lena] = await chat.people([
    { displayName: 'Amara' },
    { displayName: 'Jonas' },
    { displayName: 'Lena' },
  ]);
  if (!amara || !jonas || !lena) throw new Error('Three people were asked for');
  return { amara, jonas, lena, channelId: await chat.aChannel(amara, [jonas, lena]) };
};

const anAsking = async (author: Viewer, channelId: string, more: object = {}) => {
  const input = { channelId, text: 'Read the rules', requireAcknowledgement: true, key: aKey(), ...more };
  return (await chat.must(author, SEND, { input })) as { id: string };
};

const confirm = (who: Viewer, messageId: string) =>
  chat.must(who, CONFIRM, { input: { messageId, key: aKey() } });

const count = ({ acknowledgement }: { acknowledgement: { receivedCount: number; expectedCount: number } }) =>
  `${String(acknowledgement.receivedCount)} of ${String(acknowledgement.expectedCount)}`;

test('everybody but the author is asked; who confirmed and who did not is known by name', async () => {
  const { amara, jonas, lena, channelId } = await aTalk();
  const acknowledgeBy = new Date(Date.now() + 86_400_000).toISOString();
  const { id } = await anAsking(amara, channelId, { acknowledgeBy });
  const nobody = await chat.must(amara, READ, { id });
  expect(nobody).toMatchObject({
    viewerAcknowledgedAt: null,
    acknowledgement: {
      ...{ requestedBy: { id: amara.id }, dueAt: acknowledgeBy, remindedAt: null },
      ...{ expectedCount: 2, receivedCount: 0, done: { totalCount: 0, nodes: [] } },
      missing: {
        totalCount: 2,
        nodes: [jonas, lena].map(({ id: person }) => ({
          ...{ user: { id: person }, at: null, remindedAt: null, unreachedBecause: null },
        })),
      },
    },
  });
  const confirmed = await confirm(lena, id);
  expect(confirmed).toMatchObject({
    viewerAcknowledgedAt: expect.any(String),
    acknowledgement: {
      done: { totalCount: 1, nodes: [{ user: { id: lena.id }, at: expect.any(String) }] },
      missing: { totalCount: 1, nodes: [{ user: { id: jonas.id } }] },
    },
  });
  expect(count(await confirm(lena, id))).toBe('1 of 2');
  expect(await chat.must(jonas, READ, { id })).toMatchObject({ viewerAcknowledgedAt: null });
});

test('ten who confirm at once are ten', async () => {
  const [amara, ...others] = await chat.people(Array.from({ length: 11 }, () => ({})));
  if (!amara) throw new Error('People were asked for');
  const channelId = await chat.aChannel(amara, others);
  const { id } = await anAsking(amara, channelId);
  await Promise.all(others.map((who) => confirm(who, id)));
  expect(count(await chat.must(amara, READ, { id }))).toBe('10 of 10');
});

test('it can be asked for later, and asked again only the time changes', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const { id } = await chat.aMessage(jonas, channelId, 'Rules');
  expect(await chat.must(jonas, READ, { id })).toMatchObject({ acknowledgement: null });
  await chat.must(jonas, ASK, { input: { messageId: id, key: aKey() } });
  await confirm(amara, id);
  const dueAt = new Date(Date.now() + 3_600_000).toISOString();
  const again = await chat.must(amara, ASK, { input: { messageId: id, dueAt, key: aKey() } });
  expect(again).toMatchObject({ acknowledgement: { requestedBy: { id: jonas.id }, dueAt } });
  expect(count(again)).toBe('1 of 2');
});

test('who comes later may confirm and counts from then on; who left is told of', async () => {
  const { amara, jonas, lena, channelId } = await aTalk();
  const { id } = await anAsking(amara, channelId);
  const zoe = await chat.aPerson();
  const INVITE = `mutation ($input: InviteToChannelInput!) { inviteToChannel(input: $input) { id } }`;
  await chat.must(amara, INVITE, { input: { channelId, userIds: [zoe.id], key: aKey() } });
  expect(count(await confirm(zoe, id))).toBe('1 of 3');
  const LEAVE = `mutation ($input: LeaveChannelInput!) { leaveChannel(input: $input) { id } }`;
  await chat.must(jonas, LEAVE, { input: { channelId, key: aKey() } });
  await chat.tell(lena, { displayName: 'Lena', state: 'DISABLED' });
  const { acknowledgement } = await chat.must(amara, READ, { id });
  expect(acknowledgement.missing.nodes).toMatchObject([
    { user: { id: jonas.id }, unreachedBecause: 'They are no longer in the channel' },
    { user: { id: lena.id }, unreachedBecause: 'Their account is not active' },
  ]);
});

test('those who have not confirmed are reminded, and left alone for a while', async () => {
  const { amara, jonas, lena, channelId } = await aTalk();
  const { id } = await anAsking(amara, channelId);
  await confirm(jonas, id);
  const reminded = await chat.must(amara, REMIND, { input: { messageId: id, key: aKey() } });
  expect(reminded.acknowledgement).toMatchObject({
    remindedAt: expect.any(String),
    missing: { nodes: [{ user: { id: lena.id }, remindedAt: expect.any(String) }] },
  });
  expect(await chat.codes(amara, REMIND, { input: { messageId: id, key: aKey() } })).toEqual(['CONFLICT']);
  await confirm(lena, id);
  await chat.test.runtime.database.query(
    `update message set acknowledgement = acknowledgement || '{"remindedAt":"2026-01-01T00:00:00Z"}' where id = $1`,
    [id],
  );
  const { errors } = await chat.as(amara).run(REMIND, { input: { messageId: id, key: aKey() } });
  expect(errors?.map(({ message }) => message)).toEqual(['Everybody has confirmed']);
});

test.each([
  ['a time that has passed', { acknowledgeBy: '2020-01-01T00:00:00Z' }],
  ['a time without a request', { acknowledgeBy: '2999-01-01T00:00:00Z', requireAcknowledgement: false }],
])('%s is refused', async (_what, more) => {
  const { amara, channelId } = await aTalk();
  const input = { channelId, text: 'x', requireAcknowledgement: true, key: aKey(), ...more };
  const { errors } = await chat.as(amara).run(SEND, { input });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INVALID', field: 'acknowledgeBy' }]);
  expect(await chat.history(amara, channelId)).toEqual([]);
});

test('what may be done with it is told to each', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const { id } = await anAsking(jonas, channelId);
  const may = async (who: Viewer) => (await chat.must(who, READ, { id })).viewerCan as string[];
  expect(await may(jonas)).not.toContain('ACKNOWLEDGE');
  expect(await may(amara)).toEqual(expect.arrayContaining(['ACKNOWLEDGE', 'MANAGE', 'SHARE']));
  expect(await chat.codes(jonas, CONFIRM, { input: { messageId: id, key: aKey() } })).toEqual(['FORBIDDEN']);
});
