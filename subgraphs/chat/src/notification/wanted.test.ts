import type { LogEvent, Viewer } from '@parley/kit';
import { systemCaller, transaction } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';
import { notificationStream } from '../events.js';
import { notificationConsumer } from './wanted.consumer.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const context = () => chat.test.runtime.context(systemCaller('test'));
const said = (ids: readonly string[]) =>
  ids.map((messageId) => ({ kind: 'messageAdded', stream: '', data: { messageId } }) as unknown as LogEvent);

/** What the log says of a message: why whom, and whether quietly. */
async function wanted(messageId: string): Promise<Record<string, { personIds: string[]; quiet: boolean }>> {
  await transaction(context(), (ctx) => notificationConsumer.handle(ctx, said([messageId])));
  const rows: { data: { reason: string; quiet: boolean; personIds: string[]; messageId: string } }[] =
    await chat.test.runtime.database.query(
      `select data from log where stream = $1 and data->>'messageId' = $2 order by seq`,
      [notificationStream(chat.organizationId), messageId],
    );
  return Object.fromEntries(
    rows.map(({ data: { reason, quiet, personIds } }) => [reason, { personIds: personIds.sort(), quiet }]),
  );
}

const level = (viewer: Viewer, channelId: string, to: string, more: object = {}) =>
  chat.must(
    viewer,
    `mutation ($input: SetNotificationLevelInput!) { setNotificationLevel(input: $input) { level } }`,
    {
      input: { channelId, level: to, key: aKey(), ...more },
    },
  );
const naming = (...people: readonly Viewer[]) => people.map(({ id }) => `[@x](mention:${id})`).join(' ');
const ids = (...people: readonly Viewer[]) => people.map(({ id }) => id).sort();
const loud = (...people: readonly Viewer[]) => ({ personIds: ids(...people), quiet: false });

test('two people are told of everything, unless one of them wants none of it', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const direct = await chat.aDirect(amara, jonas);
  expect(await wanted((await chat.aMessage(amara, direct)).id)).toEqual({ DIRECT: loud(jonas) });
  await level(jonas, direct, 'NOTHING');
  expect(await wanted((await chat.aMessage(amara, direct)).id)).toEqual({});
  await level(jonas, direct, 'ALL', { mutedUntil: new Date(Date.now() + 60_000).toISOString() });
  expect(await wanted((await chat.aMessage(amara, direct)).id)).toEqual({});
});

test('in a channel those are told who asked for everything, and whom it names, each for one reason', async () => {
  const [amara, jonas, elise, priya, away] = (await chat.people([{}, {}, {}, {}, {}])) as [
    Viewer,
    Viewer,
    Viewer,
    Viewer,
    Viewer,
  ];
  const id = await chat.aChannel(amara, [jonas, elise, priya]);
  await level(jonas, id, 'ALL');
  await level(priya, id, 'NOTHING');
  expect(await wanted((await chat.aMessage(amara, id)).id)).toEqual({ MESSAGE: loud(jonas) });
  const all = await chat.aMessage(amara, id, naming(jonas, elise, priya, amara, away));
  expect(await wanted(all.id)).toEqual({ MENTION: loud(jonas, elise) });
  const everybody = await chat.aMessage(jonas, id, '[@channel](mention:channel)');
  expect(await wanted(everybody.id)).toEqual({ MENTION: loud(amara, elise) });
});

test('a department is told where its people are members', async () => {
  const department = await chat.aDepartment();
  const [inside, outside] = [{ departmentIds: [department] }, { departmentIds: [department] }];
  const [amara, jonas, elise] = (await chat.people([{}, inside, outside])) as [Viewer, Viewer, Viewer];
  const id = await chat.aChannel(amara, [jonas]);
  expect(elise.id).not.toBe(jonas.id);
  const message = await chat.aMessage(amara, id, `[@Registry](mention:${department})`);
  expect(await wanted(message.id)).toEqual({ MENTION: loud(jonas) });
});

test('an answer in a thread tells those who follow it, not those who want everything of the channel', async () => {
  const [amara, jonas, elise] = (await chat.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const id = await chat.aChannel(amara, [jonas, elise]);
  await level(elise, id, 'ALL');
  const root = await chat.aMessage(amara, id);
  const { id: threadId } = await chat.must(
    jonas,
    `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`,
    { input: { discussableId: root.id, key: aKey() } },
  );
  const answer = async (text: string) =>
    (
      (await chat.must(jonas, `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`, {
        input: { channelId: id, threadId, text, key: aKey() },
      })) as { id: string }
    ).id;
  expect(await wanted(await answer('Yes'))).toEqual({ THREAD: loud(amara) });
  expect(await wanted(await answer(naming(elise)))).toEqual({ THREAD: loud(amara), MENTION: loud(elise) });
  await level(amara, id, 'NOTHING', { threadId });
  expect(await wanted(await answer('More'))).toMatchObject({ THREAD: loud(elise) });
  await level(amara, id, 'ALL', { threadId, mutedUntil: new Date(Date.now() + 60_000).toISOString() });
  expect(await wanted(await answer(naming(amara)))).toEqual({ THREAD: loud(elise) });
  await chat.test.runtime.database.query(
    `update thread_follow set muted_until = now() where person_id = $1`,
    [amara.id],
  );
  expect(await wanted(await answer('Again'))).toEqual({ THREAD: loud(amara, elise) });
});

test('in quiet hours and while not to be disturbed it is told quietly, by the clock of each person', async () => {
  const [amara, busy, asleep, here] = (await chat.people([{}, {}, { timeZone: 'Africa/Nairobi' }, {}])) as [
    Viewer,
    Viewer,
    Viewer,
    Viewer,
  ];
  const id = await chat.aChannel(amara, [busy, asleep, here]);
  await chat.must(busy, `mutation ($input: SetPresenceInput!) { setPresence(input: $input) { state } }`, {
    input: { state: 'DO_NOT_DISTURB', key: aKey() },
  });
  const spans = Array.from({ length: 7 }, (_, n) => ({ day: n + 1, startsAt: '00:00', endsAt: '00:00' }));
  await chat.must(
    asleep,
    `mutation ($input: SetQuietHoursInput!) { setQuietHours(input: $input) { spans { day } } }`,
    {
      input: { spans, key: aKey() },
    },
  );
  const message = await chat.aMessage(amara, id, naming(busy, asleep, here));
  await wanted(message.id);
  const rows = await chat.test.runtime.database.query(
    `select data->'quiet' as quiet, data->'personIds' as who from log where data->>'messageId' = $1 and kind = 'notificationWanted'`,
    [message.id],
  );
  expect(rows).toHaveLength(2);
  expect(rows).toEqual(
    expect.arrayContaining([
      { quiet: true, who: ids(busy, asleep) },
      { quiet: false, who: ids(here) },
    ]),
  );
});

test('who left, what was deleted and what the system says tells nobody', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  await level(jonas, id, 'ALL');
  const deleted = await chat.aMessage(amara, id);
  await chat.must(amara, `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`, {
    input: { messageId: deleted.id, key: aKey() },
  });
  expect(await wanted(deleted.id)).toEqual({});
  await chat.must(jonas, `mutation ($input: LeaveChannelInput!) { leaveChannel(input: $input) { id } }`, {
    input: { channelId: id, key: aKey() },
  });
  await chat.must(amara, `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { id } }`, {
    input: { channelId: id, topic: 'Exams', expectedVersion: 1, key: aKey() },
  });
  const notices: { id: string }[] = await chat.test.runtime.database.query(
    `select id from message where channel_id = $1 and kind = 'SYSTEM'`,
    [id],
  );
  expect(notices.length).toBeGreaterThan(0);
  for (const notice of notices) expect(await wanted(notice.id)).toEqual({});
  expect(await wanted((await chat.aMessage(amara, id)).id)).toEqual({});
});

test('a hundred messages are weighed in one statement, and everybody of a crowd is named in a few rows', async () => {
  const crowd = await chat.people(Array.from({ length: 600 }, () => ({})));
  const [amara, ...others] = crowd as [Viewer, ...Viewer[]];
  const id = await chat.aChannel(amara, others.slice(0, 50));
  await chat.test.runtime.database.query(
    `insert into membership (id, channel_id, person_id, role, origin, last_read_seq)
     select 'membership_' || substr(p.id, 6) || 'x', $1, p.id, 'MEMBER', 'INVITED', 0 from person p
     where p.id = any($2) on conflict do nothing`,
    [id, others.map((person) => person.id)],
  );
  const plain: string[] = [];
  for (let n = 0; n < 100; n += 1) plain.push((await chat.aMessage(amara, id)).id);
  const ctx = context();
  // The second statement begins the transaction.
  await transaction(ctx, (inner) =>
    expectQueries(chat.test, 2, () => notificationConsumer.handle(inner, said(plain))),
  );
  const everybody = await chat.aMessage(amara, id, '[@channel](mention:channel)');
  await transaction(context(), (inner) => notificationConsumer.handle(inner, said([everybody.id])));
  const rows: { count: number }[] = await chat.test.runtime.database.query(
    `select jsonb_array_length(data->'personIds') as count from log where data->>'messageId' = $1
     and kind = 'notificationWanted' order by seq`,
    [everybody.id],
  );
  expect(rows.map(({ count }) => count)).toEqual([500, 99]);
});
