import { type Viewer, systemCaller } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expireFiles } from '../attachment/file-expiry.service.js';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';
import { sendAllDue } from './sending.service.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const FIELDS = 'id text sendAt recipientLocalTime recipientLocalDate failedAt failedBecause';
const SCHEDULE = `mutation ($input: ScheduleMessageInput!) { scheduleMessage(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation ($input: UpdateScheduledMessageInput!) { updateScheduledMessage(input: $input) { ${FIELDS} } }`;
const CANCEL = `mutation ($input: CancelScheduledMessageInput!) { cancelScheduledMessage(input: $input) { id } }`;
const SEND = `mutation ($input: SendScheduledMessageInput!) { sendScheduledMessage(input: $input) { text } }`;
const WAITING = `{ viewer { scheduledMessages { nodes { ${FIELDS} channel { id } } } } }`;
const EVENTS = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename
  ... on ScheduledMessageChanged { scheduledId scheduled { failedBecause } } } }`;
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const schedule = (viewer: Viewer, channelId: string, more: Record<string, unknown> = {}) =>
  chat.must(viewer, SCHEDULE, {
    input: { channelId, text: 'Later', sendAt: inAnHour(), key: aKey(), ...more },
  });
const waitingOf = async (viewer: Viewer) => (await chat.must(viewer, WAITING)).scheduledMessages.nodes;
const textsIn = async (viewer: Viewer, id: string) =>
  (await chat.history(viewer, id)).map(([, text]) => text);
const systemContext = () => chat.test.runtime.context(systemCaller('test'));

/** The clock goes on, as far as that message knows. */
const comesDue = (id: string) =>
  chat.test.runtime.database.query(
    `update scheduled_message set send_at = clock_timestamp() - interval '1 second' where id = $1`,
    [id],
  );

const aTalk = async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  return { amara, jonas, id: await chat.aChannel(amara, [jonas]) };
};

const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
const takeOut = (owner: Viewer, channelId: string, { id: userId }: Viewer) =>
  chat.must(owner, REMOVE, { input: { channelId, userId, key: aKey() } });

test('a message waits for its time, seen by nobody but its writer, and is then sent once', async () => {
  const { amara, jonas, id } = await aTalk();
  const { id: mine } = await schedule(amara, id);
  await sendAllDue(systemContext());
  expect(await textsIn(jonas, id)).toEqual([]);
  expect(await waitingOf(jonas)).toEqual([]);
  expect(await waitingOf(amara)).toMatchObject([{ id: mine, text: 'Later', channel: { id } }]);
  await comesDue(mine);
  // Two replicas come upon it in the same moment, and a third one afterwards.
  await Promise.all([sendAllDue(systemContext()), sendAllDue(systemContext())]);
  await sendAllDue(systemContext());
  expect(await textsIn(jonas, id)).toEqual(['Later']);
  expect(await waitingOf(amara)).toEqual([]);
});

test('all of a message is sent: whom it answers and whom it addresses', async () => {
  const { amara, jonas, id } = await aTalk();
  const { id: replyToId } = await chat.aMessage(jonas, id, 'When?');
  const text = `Now [@Jonas](mention:${jonas.id})`;
  const { id: mine } = await schedule(amara, id, { text, replyToId });
  await comesDue(mine);
  await sendAllDue(systemContext());
  const LAST = `query ($id: ID!) { channel(id: $id) { messages(last: 1) { nodes {
    author { id } replyTo { id } mentions { target { ... on User { id } } } } } } }`;
  expect(await chat.must(jonas, LAST, { id })).toEqual({
    messages: {
      nodes: [
        { author: { id: amara.id }, replyTo: { id: replyToId }, mentions: [{ target: { id: jonas.id } }] },
      ],
    },
  });
});

test('asking twice with the same key schedules once', async () => {
  const { amara, id } = await aTalk();
  const input = { channelId: id, text: 'Later', sendAt: inAnHour(), key: aKey() };
  const first = await chat.must(amara, SCHEDULE, { input });
  expect(await chat.must(amara, SCHEDULE, { input })).toEqual(first);
  expect(await waitingOf(amara)).toHaveLength(1);
});

test.each([
  ['no time', { sendAt: null }],
  ['a past time', { sendAt: '2020-01-01T00:00:00Z' }],
  ['no words', { text: ' ' }],
  ['a clock of nobody in particular', { sendAt: null, recipientLocalTime: '09:00' }],
  ['two times', { recipientLocalTime: '09:00' }],
])('%s is refused, and nothing waits', async (_what, more) => {
  const { amara, id } = await aTalk();
  const input = { channelId: id, text: 'Later', sendAt: inAnHour(), key: aKey(), ...more };
  expect(await chat.codes(amara, SCHEDULE, { input })).toEqual(['INVALID']);
  expect(await waitingOf(amara)).toEqual([]);
});

test('a message that waits gets other words and another time, or is cancelled', async () => {
  const { amara, id } = await aTalk();
  const { id: scheduledId } = await schedule(amara, id);
  const sendAt = new Date(Date.now() + 7_200_000).toISOString();
  expect(
    await chat.must(amara, UPDATE, { input: { scheduledId, text: 'Other', sendAt, key: aKey() } }),
  ).toMatchObject({ text: 'Other', sendAt });
  await chat.must(amara, CANCEL, { input: { scheduledId, key: aKey() } });
  await comesDue(scheduledId);
  await sendAllDue(systemContext());
  expect(await textsIn(amara, id)).toEqual([]);
  expect(await chat.codes(amara, UPDATE, { input: { scheduledId, text: 'x', key: aKey() } })).toEqual([
    'NOT_FOUND',
  ]);
});

test('changed words are those that are sent', async () => {
  const { amara, id } = await aTalk();
  const { id: scheduledId } = await schedule(amara, id);
  await chat.must(amara, UPDATE, { input: { scheduledId, text: 'Other', key: aKey() } });
  await comesDue(scheduledId);
  await sendAllDue(systemContext());
  expect(await textsIn(amara, id)).toEqual(['Other']);
});

test('a message that waits is sent at once when its writer wants it, and only once', async () => {
  const { amara, id } = await aTalk();
  const { id: scheduledId } = await schedule(amara, id);
  const input = { scheduledId, key: aKey() };
  expect(await chat.must(amara, SEND, { input })).toEqual({ text: 'Later' });
  expect(await chat.must(amara, SEND, { input })).toEqual({ text: 'Later' });
  expect(await chat.codes(amara, SEND, { input: { scheduledId, key: aKey() } })).toEqual(['NOT_FOUND']);
  expect(await textsIn(amara, id)).toEqual(['Later']);
});

test('a right that was lost refuses the message; its writer is told, and others are not held up', async () => {
  const { amara, jonas, id } = await aTalk();
  const elsewhere = await chat.aChannel(jonas);
  const { id: lost } = await schedule(jonas, id);
  const { id: fine } = await schedule(jonas, elsewhere, { text: 'Fine' });
  await takeOut(amara, id, jonas);
  const { liveCursor } = (await chat.must(jonas, '{ viewer { sidebar { liveCursor } } }')).sidebar;
  const stream = chat.as(jonas).follow(EVENTS, { after: liveCursor });
  await take(stream, 1);
  for (const each of [lost, fine]) await comesDue(each);
  await sendAllDue(systemContext());
  const heard: unknown[] = [];
  while (!heard.some((event) => (event as { scheduledId?: string }).scheduledId === lost)) {
    for (const { data } of await take(stream, 1)) heard.push(data.sidebarEvents);
  }
  await stream.return();
  expect(await textsIn(amara, id)).toEqual([]);
  expect(await textsIn(jonas, elsewhere)).toEqual(['Fine']);
  expect(await waitingOf(jonas)).toMatchObject([
    {
      id: lost,
      failedAt: expect.any(String),
      failedBecause: 'You can no longer read this channel',
      channel: null,
    },
  ]);
  await sendAllDue(systemContext());
  expect(await textsIn(amara, id)).toEqual([]);
});

test('a message that was refused waits again once it has a new time', async () => {
  const { amara, jonas, id } = await aTalk();
  const { id: scheduledId } = await schedule(jonas, id);
  await takeOut(amara, id, jonas);
  await comesDue(scheduledId);
  await sendAllDue(systemContext());
  const INVITE = `mutation ($input: InviteToChannelInput!) { inviteToChannel(input: $input) { id } }`;
  await chat.must(amara, INVITE, { input: { channelId: id, userIds: [jonas.id], key: aKey() } });
  expect(await chat.codes(jonas, UPDATE, { input: { scheduledId, text: 'x', key: aKey() } })).toEqual([
    'INVALID',
  ]);
  const renewed = await chat.must(jonas, UPDATE, { input: { scheduledId, sendAt: inAnHour(), key: aKey() } });
  expect(renewed).toMatchObject({ failedAt: null, failedBecause: null });
  await comesDue(scheduledId);
  await sendAllDue(systemContext());
  expect(await textsIn(amara, id)).toEqual(['Later']);
});

test('nothing is sent for an account that is no longer active', async () => {
  const { amara, jonas, id } = await aTalk();
  const { id: scheduledId } = await schedule(jonas, id);
  await chat.tell(jonas, { state: 'DISABLED' });
  await comesDue(scheduledId);
  await sendAllDue(systemContext());
  expect(await textsIn(amara, id)).toEqual([]);
  expect(await waitingOf(jonas)).toMatchObject([
    { failedBecause: 'The account was not active at that time' },
  ]);
});

test('a guest whose pass has ended by then sends nothing', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const guest = await chat.aGuest([{ targetId: id, actions: ['READ', 'POST'] }], amara);
  await chat.must(guest, `{ viewer { sidebar { entries { id } } } }`);
  const over = { ...guest, endsAt: new Date(Date.now() - 1_000).toISOString() };
  const [{ id: late }, { id: inTime }] = [
    await schedule(over, id, { text: 'late' }),
    await schedule(guest, id, { text: 'in time' }),
  ];
  for (const each of [late, inTime]) await comesDue(each);
  await sendAllDue(systemContext());
  expect(await textsIn(amara, id)).toEqual(['in time']);
});

test('the job sends a message at its time', { timeout: 30_000 }, async () => {
  const { amara, id } = await aTalk();
  await schedule(amara, id, { sendAt: new Date(Date.now() + 300).toISOString() });
  await expect.poll(() => textsIn(amara, id), { timeout: 20_000 }).toEqual(['Later']);
});

const NAIROBI = 'Africa/Nairobi';

/** Amara writes from London to Wanjiru in Nairobi. */
const aFarTalk = async () => {
  const [amara, wanjiru] = [await chat.aPerson(), await chat.aPerson({ timeZone: NAIROBI })];
  return { amara, wanjiru, id: await chat.aDirect(amara, wanjiru) };
};

const NINE = { sendAt: null, recipientLocalTime: '09:00' };

test('nine in the morning is nine where the recipient is', async () => {
  const { amara, id } = await aFarTalk();
  const waiting = await schedule(amara, id, NINE);
  expect(waiting).toMatchObject({ recipientLocalTime: '09:00', recipientLocalDate: null });
  expect(waiting.sendAt).toMatch(/T06:00:00\.000Z$/);
  const wait = Date.parse(waiting.sendAt) - Date.now();
  expect(wait > 0 && wait <= 86_400_000).toBe(true);
});

test('a day may be named with it', async () => {
  const { amara, id } = await aFarTalk();
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const waiting = await schedule(amara, id, { ...NINE, recipientLocalDate: day });
  expect(waiting).toMatchObject({ sendAt: `${day}T06:00:00.000Z`, recipientLocalDate: day });
});

test('who has moved is reached at nine by the clock they have now', async () => {
  const { amara, wanjiru, id } = await aFarTalk();
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await schedule(amara, id, { ...NINE, recipientLocalDate: day });
  await schedule(amara, id, { text: 'An instant stays one' });
  const [instant] = await waitingOf(amara);
  await chat.tell(wanjiru, { timeZone: 'Asia/Kathmandu' });
  expect(await waitingOf(amara)).toMatchObject([instant, { sendAt: `${day}T03:15:00.000Z` }]);
});

test('a file that goes with a message that waits is kept for it', async () => {
  const { amara, id } = await aTalk();
  const { database } = chat.test.runtime;
  const fileId = `file_${amara.id.slice(-26)}`;
  await database.query(
    `insert into file (id, organization_id, owner_id, client_key, name, claimed_type, created_at)
     values ($1, $2, $3, gen_random_uuid(), 'minutes.pdf', 'application/pdf', now() - interval '2 days')`,
    [fileId, amara.organizationId, amara.id],
  );
  const kept = () => database.query('select id from file where id = $1', [fileId]);
  const { id: scheduledId } = await schedule(amara, id, { attachments: [{ fileId }] });
  await expireFiles(systemContext());
  expect(await kept()).toEqual([{ id: fileId }]);
  await chat.must(amara, CANCEL, { input: { scheduledId, key: aKey() } });
  await expireFiles(systemContext());
  expect(await kept()).toEqual([]);
});

test('a page of messages that wait costs the same, however many there are', async () => {
  const quiet = await startChat('quiet');
  try {
    const amara = await quiet.aPerson();
    for (const many of [1, 6]) {
      for (let n = 0; n < many; n += 1) {
        const input = {
          channelId: await quiet.aChannel(amara),
          text: 'Later',
          sendAt: inAnHour(),
          key: aKey(),
        };
        await quiet.must(amara, SCHEDULE, { input });
      }
      // The page, and the viewer's place in their channels.
      await expectQueries(quiet.test, 2, () => quiet.must(amara, WAITING));
    }
  } finally {
    await quiet.stop();
  }
});
