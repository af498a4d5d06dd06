import { type Viewer, newId, systemCaller, verifyAudit } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';
import { runRetention } from './retention-run.service.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SAVE = `mutation ($input: SaveRetentionPolicyInput!) { saveRetentionPolicy(input: $input) { id keepDays } }`;
const FORGET = `mutation ($input: DeleteRetentionPolicyInput!) { deleteRetentionPolicy(input: $input) { id } }`;
const PREVIEW = `query ($policy: RetentionPolicyInput!) {
  previewRetention(policy: $policy) { messageCount channelCount heldCount } }`;
const SEEN = `query ($id: ID!) { channel(id: $id) { retention { keepDays } viewerEntry { unreadCount }
  messages(last: 100) { nodes { id text kind expiresAt } } } }`;
const REMOVE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { deletedAt } }`;

const later = (days: number): Date => new Date(Date.now() + days * 86_400_000);
const context = () => chat.test.runtime.context(systemCaller('test'));
const sql = (statement: string, parameters: unknown[] = []) =>
  chat.test.runtime.database.query(statement, parameters);

const texts = async (viewer: Viewer, id: string): Promise<unknown[]> => {
  const { messages } = await chat.must(viewer, SEEN, { id });
  return messages.nodes
    .filter(({ kind }: { kind: string }) => kind === 'TEXT')
    .map(({ text }: { text: string | null }) => text);
};

/** An organisation of its own, so that nobody else's policies are about its channels. */
const aPlace = async () => {
  const organizationId = newId('organization');
  const [keeper, amara, jonas] = (await chat.people([
    { organizationId, permissions: ['MANAGE_RETENTION', 'CREATE_CHANNELS'] },
    { organizationId, permissions: ['CREATE_CHANNELS'] },
    { organizationId },
  ])) as [Viewer, Viewer, Viewer];
  const aRoom = async (kind = 'GROUP') => chat.aChannel(amara, [jonas], { kind, name: kind.toLowerCase() });
  return { organizationId, keeper, amara, jonas, aRoom };
};

const save = async (keeper: Viewer, policy: object): Promise<string> =>
  ((await chat.must(keeper, SAVE, { input: { policy, key: aKey() } })) as { id: string }).id;

const aHold = (
  organizationId: string,
  named: { userIds?: string[]; channelIds?: string[] },
  lifted = false,
  holdId = newId('legal_hold'),
) =>
  chat
    .say('legalHoldChanged', { holdId, organizationId, userIds: [], channelIds: [], ...named, lifted })
    .then(() => holdId);

test('what is older than a policy says is gone, without a tombstone, live; what is not stays', async () => {
  const { keeper, amara, jonas, aRoom } = await aPlace();
  const id = await aRoom();
  const first = await chat.aMessage(amara, id, 'old');
  const stream = chat.as(jonas).follow(
    `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename
       ... on MessageRemoved { messageId tombstone { id } } } }`,
    { id },
  );
  await take(stream, 1);
  await save(keeper, { keepDays: 30 });
  await runRetention(context(), new Date());
  expect(await texts(jonas, id)).toEqual(['old']);
  await runRetention(context(), later(32));
  expect(await texts(jonas, id)).toEqual([]);
  const [{ data }] = (await take(stream, 1)) as [{ data: { channelEvents: unknown } }];
  expect(data.channelEvents).toEqual({ __typename: 'MessageRemoved', messageId: first.id, tombstone: null });
  await stream.return();
  const { viewerEntry } = (await chat.must(jonas, SEEN, { id })) as { viewerEntry: unknown };
  expect(viewerEntry).toEqual({ unreadCount: 0 });
  expect(await sql('select text from message where id = $1', [first.id])).toEqual([{ text: null }]);
});

test('the narrowest policy wins: a channel before a kind, a kind before a region, that before all', async () => {
  const { keeper, amara, aRoom } = await aPlace();
  const [group, project, other] = [await aRoom(), await aRoom('PROJECT'), await aRoom('PROJECT')];
  const days = async (id: string) =>
    ((await chat.must(amara, SEEN, { id })) as { retention: unknown }).retention;
  expect(await days(group)).toBeNull();
  await save(keeper, { keepDays: 400 });
  await save(keeper, { regionCode: 'eu', keepDays: 300 });
  await save(keeper, { kind: 'PROJECT', keepDays: 200 });
  const narrowest = await save(keeper, { channelId: other, keepDays: 100 });
  expect([await days(group), await days(project), await days(other)]).toEqual([
    { keepDays: 300 },
    { keepDays: 200 },
    { keepDays: 100 },
  ]);
  await save(keeper, { kind: 'PROJECT', regionCode: 'eu', keepDays: 150 });
  expect(await days(project)).toEqual({ keepDays: 150 });
  await chat.must(keeper, FORGET, { input: { policyId: narrowest, key: aKey() } });
  expect(await days(other)).toEqual({ keepDays: 150 });
});

test('a dry run counts what would go and what is held, and changes nothing', async () => {
  const { organizationId, keeper, amara, jonas, aRoom } = await aPlace();
  const [group, project] = [await aRoom(), await aRoom('PROJECT')];
  for (const id of [group, project]) await chat.aMessage(amara, id, 'by Amara');
  await chat.aMessage(jonas, project, 'by Jonas');
  await sql(`update message set sent_at = sent_at - interval '40 days' where channel_id = any($1)`, [
    [group, project],
  ]);
  const preview = (policy: object) => chat.must(keeper, PREVIEW, { policy });
  expect(await preview({ keepDays: 50 })).toEqual({ messageCount: 0, channelCount: 0, heldCount: 0 });
  expect(await preview({ keepDays: 30 })).toEqual({ messageCount: 3, channelCount: 2, heldCount: 0 });
  await aHold(organizationId, { userIds: [jonas.id] });
  expect(await preview({ keepDays: 30 })).toEqual({ messageCount: 2, channelCount: 2, heldCount: 1 });
  expect(await preview({ kind: 'PROJECT', keepDays: 30 })).toEqual({
    messageCount: 1,
    channelCount: 1,
    heldCount: 1,
  });
  await save(keeper, { channelId: project, keepDays: 60 });
  expect(await preview({ keepDays: 30 })).toEqual({ messageCount: 1, channelCount: 1, heldCount: 0 });
  expect(await texts(amara, project)).toEqual(['by Amara', 'by Jonas']);
});

test('what is previewed is what goes', async () => {
  const { keeper, amara, aRoom } = await aPlace();
  const id = await aRoom();
  for (let n = 0; n < 7; n += 1) await chat.aMessage(amara, id, String(n));
  await sql(`update message set sent_at = sent_at - interval '40 days' where channel_id = $1 and seq <= 4`, [
    id,
  ]);
  const { messageCount } = (await chat.must(keeper, PREVIEW, { policy: { keepDays: 30 } })) as {
    messageCount: number;
  };
  const policyId = await save(keeper, { keepDays: 30 });
  await runRetention(context());
  expect(messageCount).toBe(4);
  expect(await texts(amara, id)).toEqual(['4', '5', '6']);
  const { nodes } = (await chat.must(keeper, `{ retentionPolicies { nodes { id lastRemovedCount } } }`)) as {
    nodes: unknown[];
  };
  expect(nodes).toEqual([{ id: policyId, lastRemovedCount: 4 }]);
});

test('a hold on a person or a channel keeps what retention would take, until it is lifted', async () => {
  const { organizationId, keeper, amara, jonas, aRoom } = await aPlace();
  const [one, other] = [await aRoom(), await aRoom()];
  for (const id of [one, other]) {
    await chat.aMessage(amara, id, 'by Amara');
    await chat.aMessage(jonas, id, 'by Jonas');
  }
  const person = await aHold(organizationId, { userIds: [jonas.id] });
  const channel = await aHold(organizationId, { channelIds: [other] });
  await save(keeper, { keepDays: 1 });
  await runRetention(context(), later(3));
  expect([await texts(amara, one), await texts(amara, other)]).toEqual([
    ['by Jonas'],
    ['by Amara', 'by Jonas'],
  ]);
  await aHold(organizationId, {}, true, channel);
  await runRetention(context(), later(5));
  expect([await texts(amara, one), await texts(amara, other)]).toEqual([['by Jonas'], ['by Jonas']]);
  await aHold(organizationId, {}, true, person);
  await runRetention(context(), later(7));
  expect([await texts(amara, one), await texts(amara, other)]).toEqual([[], []]);
});

test('a hold of another organisation keeps nothing here', async () => {
  const { keeper, amara, jonas, aRoom } = await aPlace();
  const id = await aRoom();
  await chat.aMessage(jonas, id, 'old');
  await aHold(newId('organization'), { userIds: [jonas.id], channelIds: [id] });
  await save(keeper, { keepDays: 1 });
  await runRetention(context(), later(3));
  expect(await texts(amara, id)).toEqual([]);
});

test('what somebody deletes under a hold is gone for people and kept aside, until the hold is lifted', async () => {
  const { organizationId, jonas, aRoom } = await aPlace();
  const id = await aRoom();
  const hold = await aHold(organizationId, { userIds: [jonas.id] });
  const { id: messageId } = await chat.aMessage(jonas, id, 'evidence');
  const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { id } }`;
  await chat.must(jonas, EDIT, { input: { messageId, text: 'harmless', expectedVersion: 1, key: aKey() } });
  await chat.must(jonas, REMOVE, { input: { messageId, key: aKey() } });
  expect(await texts(jonas, id)).toEqual([null]);
  const kept = () =>
    sql(
      `select content ->> 'text' as text, content -> 'edits' -> 0 ->> 'text' as before from preserved_message
       where message_id = $1`,
      [messageId],
    );
  expect(await kept()).toEqual([{ text: 'harmless', before: 'evidence' }]);
  await aHold(organizationId, {}, true, hold);
  expect(await kept()).toEqual([]);
});

test('a run that broke off goes on where it was, and nothing is told or counted twice', async () => {
  const { keeper, amara, jonas, aRoom, organizationId } = await aPlace();
  const rooms = [await aRoom(), await aRoom(), await aRoom()];
  for (const id of rooms) for (let n = 0; n < 2; n += 1) await chat.aMessage(amara, id, 'old');
  await sql(`update message set sent_at = sent_at - interval '9 days' where channel_id = any($1)`, [rooms]);
  const policyId = await save(keeper, { keepDays: 5 });
  const open = async () =>
    (
      await sql('select count(*)::int as n from retention_run where policy_id = $1 and finished_at is null', [
        policyId,
      ])
    )[0].n;
  // The job that saving asked for may be at work as well: two at once must be as good as one.
  const halves = [runRetention(context(), new Date(), 2), runRetention(context(), new Date(), 1)];
  await Promise.all(halves);
  await Promise.all([runRetention(context()), runRetention(context())]);
  await expect.poll(open).toBe(0);
  for (const id of rooms) expect(await texts(jonas, id)).toEqual([]);
  const told = await sql(
    `select data ->> 'messageId' as id, count(*)::int as n from log where kind = 'messageRemoved'
       and stream = any($1) group by 1`,
    [rooms.map((id) => `channel:${id}`)],
  );
  expect(told).toHaveLength(6);
  expect(told.every(({ n }: { n: number }) => n === 1)).toBe(true);
  const audited = await sql(
    `select sum((details ->> 'removedCount')::int)::int as n from audit_entry
     where organization_id = $1 and action = 'retention'`,
    [organizationId],
  );
  expect(audited).toEqual([{ n: 6 }]);
  expect(await verifyAudit(chat.test.runtime.database.manager, organizationId)).toBeNull();
});

test('a policy is about one thing, for a time that makes sense, and there is one about each thing', async () => {
  const { keeper, aRoom } = await aPlace();
  const channelId = await aRoom();
  const foreign = await chat.aChannel(await chat.aPerson());
  const codes = (policy: object) => chat.codes(keeper, SAVE, { input: { policy, key: aKey() } });
  expect(await codes({ keepDays: 0 })).toEqual(['INVALID']);
  expect(await codes({ keepDays: 36_501 })).toEqual(['INVALID']);
  expect(await codes({ keepDays: 1, channelId, kind: 'GROUP' })).toEqual(['INVALID']);
  expect(await codes({ keepDays: 1, regionCode: "eu' or 1=1" })).toEqual(['INVALID']);
  expect(await codes({ keepDays: 1, channelId: foreign })).toEqual(['NOT_FOUND']);
  const policyId = await save(keeper, { kind: 'GROUP', keepDays: 90 });
  expect(await codes({ kind: 'GROUP', keepDays: 30 })).toEqual(['CONFLICT']);
  const input = { policyId, policy: { kind: 'GROUP', keepDays: 60 }, key: aKey() };
  expect(await chat.must(keeper, SAVE, { input })).toEqual({ id: policyId, keepDays: 60 });
});

test('a policy of one channel is told there; its people see how long a message is kept', async () => {
  const { keeper, amara, aRoom } = await aPlace();
  const id = await aRoom();
  const { id: messageId } = await chat.aMessage(amara, id, 'kept for a while');
  await save(keeper, { channelId: id, keepDays: 90 });
  const { messages } = (await chat.must(
    amara,
    `query ($id: ID!) { channel(id: $id) { messages(last: 9) { nodes { id sentAt expiresAt notice { kind value } } } } }`,
    { id },
  )) as { messages: { nodes: { id: string; sentAt: string; expiresAt: string; notice: unknown }[] } };
  expect(messages.nodes.at(-1)?.notice).toEqual({ kind: 'RETENTION_CHANGED', value: '90' });
  const own = messages.nodes.find((message) => message.id === messageId);
  expect(Date.parse(own?.expiresAt ?? '') - Date.parse(own?.sentAt ?? '')).toBe(90 * 86_400_000);
});

test('who does not manage retention is refused, and that is written down; a channel they do not read stays closed to who does', async () => {
  const { keeper, amara, aRoom } = await aPlace();
  const id = await aRoom();
  const input = { policy: { keepDays: 1 }, key: aKey() };
  expect(await chat.codes(amara, SAVE, { input })).toEqual(['FORBIDDEN']);
  const [refusal] = await sql('select action, refused from audit_entry where actor_id = $1 and refused', [
    amara.id,
  ]);
  expect(refusal).toEqual({ action: 'saveRetentionPolicy', refused: true });
  await save(keeper, { channelId: id, keepDays: 90 });
  const policies = await chat.must(
    keeper,
    `{ retentionPolicies { nodes { scope { channelName channel { id } } } } }`,
  );
  expect(policies).toEqual({ nodes: [{ scope: { channelName: 'group', channel: null } }] });
});
