import { type Viewer, newId, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';
import { aLinkedFile, factsOf, toldLast } from '../../test/linked-files.js';
import { sendAllDue } from '../scheduled/sending.service.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat('following');
});
afterAll(() => chat.stop());

const FILE =
  'file { id name kind mediaType size url scan renditions { kind url width ready } owner { id } metadata { width height durationSeconds } }';
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id kind attachments { caption role ${FILE} } } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
const FORWARD = `mutation ($input: ForwardMessageInput!) { forwardMessage(input: $input) { id attachments { ${FILE} } } }`;

const DRAWN = {
  ...{ scan: 'CLEAN', width: 640, height: 480 },
  renditions: [{ kind: 'THUMBNAIL', page: 0, ready: true, width: 320, height: 240 }],
};

const aTalk = async () => {
  const [amara, jonas, stranger] = await chat.people([{}, {}, {}]);
  if (!amara || !jonas || !stranger) throw new Error('Three people were asked for');
  return { amara, jonas, stranger, channelId: await chat.aChannel(amara, [jonas]) };
};

const aFile = (owner: Viewer, more: object = {}): string => aLinkedFile(chat, owner, more);

const inputOf = (channelId: string, fileIds: readonly string[], more: object = {}) => ({
  input: { channelId, attachments: fileIds.map((fileId) => ({ fileId })), key: aKey(), ...more },
});

const shownLast = (fileId: string): Promise<unknown> => toldLast(chat, fileId);

test('a file is shown in a message at once, also when nobody had time to hear that it came', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const fileId = aFile(amara);
  const file = {
    ...{ id: fileId, name: 'lake & sky.png', kind: 'IMAGE', mediaType: 'image/png', size: 1_234 },
    ...{ url: `/f/files/${fileId}/lake%20%26%20sky.png`, scan: 'WAITING', renditions: [] },
    ...{ owner: { id: amara.id }, metadata: { width: null, height: null, durationSeconds: null } },
  };
  const sent = await chat.must(amara, SEND, inputOf(channelId, [fileId]));
  expect(sent).toMatchObject({
    attachments: [{ role: 'INLINE', file }],
  });
  expect(await shownLast(fileId)).toEqual({
    ...{ fileId, isAwaited: false },
    channels: [{ channelId, personIds: [amara.id] }],
  });
  const read = `query ($id: ID!) { message(id: $id) { attachments { file { name } } } }`;
  expect(await chat.must(jonas, read, { id: sent.id })).toEqual({
    attachments: [{ file: { name: file.name } }],
  });
});

test('whoever reads the channel hears once when it is checked, and when pictures of it are there', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const fileId = aFile(amara);
  const { id } = await chat.must(amara, SEND, inputOf(channelId, [fileId]));
  await chat.drained();
  const stream = chat.as(jonas).follow(
    `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename
       ... on MessageChanged { message { id editedAt version attachments { file { scan metadata { width }
         renditions { kind url width ready } } } } } } }`,
    { id: channelId },
  );
  await take(stream, 1);
  for (let n = 0; n < 2; n += 1) chat.sayInFiles('fileTold', factsOf(fileId, amara, DRAWN));
  chat.sayInFiles('fileTold', factsOf(fileId, amara, { ...DRAWN, scan: 'INFECTED', renditions: [] }));
  await chat.test.runtime.catchUp('files');
  const [{ data }] = (await take(stream, 1)) as [{ data: { channelEvents: unknown } }];
  const message = (file: object) => ({
    __typename: 'MessageChanged',
    message: {
      id,
      editedAt: null,
      version: 1,
      attachments: [{ file: { ...file, metadata: { width: 640 } } }],
    },
  });
  expect(data.channelEvents).toEqual(message({ scan: 'INFECTED', renditions: [] }));
  chat.sayInFiles('fileTold', factsOf(fileId, amara, DRAWN));
  await chat.test.runtime.catchUp('files');
  const [again] = (await take(stream, 1)) as [{ data: { channelEvents: unknown } }];
  const renditions = [
    { kind: 'THUMBNAIL', url: `/f/renditions/${fileId}/thumbnail`, width: 320, ready: true },
  ];
  expect(again.data.channelEvents).toEqual(message({ scan: 'CLEAN', renditions }));
  await stream.return();
});

test('it is shown as it is, whichever came first: what became of it, or the message', async () => {
  const { amara, channelId } = await aTalk();
  const fileId = aFile(amara);
  const { id } = await chat.must(amara, SEND, inputOf(channelId, [fileId]));
  const { database } = chat.test.runtime;
  // As if the message had been written while files was being heard.
  await database.query('update linked_file set facts = facts || $2 where id = $1', [
    fileId,
    { scan: 'CLEAN' },
  ]);
  await chat.drained();
  const read = `query ($id: ID!) { message(id: $id) { attachments { file { scan } } } }`;
  expect(await chat.must(amara, read, { id })).toEqual({ attachments: [{ file: { scan: 'CLEAN' } }] });
});

test.each([
  ['of somebody else', (who: Viewer) => aFile({ ...who, id: newId('user') })],
  ['of another organisation', (who: Viewer) => aFile({ ...who, organizationId: newId('organization') })],
  ['in the trash', (who: Viewer) => aFile(who, { isThere: false })],
  ['that nobody told of', () => newId('file')],
])('a file %s is not shown, and nothing is sent', async (_what, made) => {
  const { amara, channelId } = await aTalk();
  expect(await chat.codes(amara, SEND, inputOf(channelId, [made(amara)]))).toEqual(['NOT_FOUND']);
  expect(await chat.history(amara, channelId)).toEqual([]);
});

test('what is shared with a channel is shown there by whoever writes in it, and nowhere else', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const fileId = aFile(amara, { channelIds: [channelId] });
  expect(await chat.codes(jonas, SEND, inputOf(channelId, [fileId]))).toEqual([]);
  const elsewhere = await chat.aChannel(jonas);
  expect(await chat.codes(jonas, SEND, inputOf(elsewhere, [fileId]))).toEqual(['NOT_FOUND']);
});

test('it is ready once files gave it to those who read the channel, and they hear of that', async () => {
  const { amara, channelId } = await aTalk();
  const fileId = aFile(amara);
  const { id } = await chat.must(amara, SEND, inputOf(channelId, [fileId]));
  const read = `query ($id: ID!) { message(id: $id) { attachments { ready } } }`;
  const ready = async (messageId: string): Promise<unknown> =>
    (await chat.must(amara, read, { id: messageId })).attachments[0].ready;
  expect(await ready(id)).toBe(false);
  chat.sayInFiles('fileTold', factsOf(fileId, amara, { channelIds: [channelId] }));
  await chat.test.runtime.catchUp('files');
  expect(await ready(id)).toBe(true);
  const elsewhere = await chat.aChannel(amara);
  const sentOn = await chat.must(amara, FORWARD, {
    input: { channelId: elsewhere, messageId: id, key: aKey() },
  });
  expect(await ready(sentOn.id)).toBe(false);
  chat.sayInFiles('fileTold', factsOf(fileId, amara, { channelIds: [channelId, elsewhere] }));
  await chat.drained();
  expect(await ready(sentOn.id)).toBe(true);
});

test('a message that is sent on brings its file along, and files is told by whom', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const fileId = aFile(amara);
  const { id } = await chat.must(amara, SEND, inputOf(channelId, [fileId]));
  const elsewhere = await chat.aChannel(jonas);
  const input = { channelId: elsewhere, messageId: id, key: aKey() };
  expect((await chat.must(jonas, FORWARD, { input })).attachments[0].file.id).toBe(fileId);
  const channels = [
    { channelId, personIds: [amara.id] },
    { channelId: elsewhere, personIds: [jonas.id] },
  ];
  expect(await shownLast(fileId)).toEqual({ fileId, channels, isAwaited: false });
});

test('who deletes a message gives up its use of the file, and what is gone is said to be', async () => {
  const { amara, channelId } = await aTalk();
  const fileId = aFile(amara);
  const [first, second] = [
    await chat.must(amara, SEND, inputOf(channelId, [fileId])),
    await chat.must(amara, SEND, inputOf(channelId, [fileId])),
  ];
  await chat.must(amara, DELETE, { input: { messageId: first.id, key: aKey() } });
  expect(await shownLast(fileId)).toMatchObject({ channels: [{ channelId }] });
  chat.sayInFiles('fileForgotten', { fileId });
  await chat.test.runtime.catchUp('files');
  const read = `query ($id: ID!) { message(id: $id) { attachments { role file { id } } } }`;
  expect(await chat.must(amara, read, { id: second.id })).toEqual({
    attachments: [{ role: 'INLINE', file: null }],
  });
});

test('a file waits for a message that is sent later, and no longer when that is called off', async () => {
  const { amara, channelId } = await aTalk();
  const SCHEDULE = `mutation ($input: ScheduleMessageInput!) { scheduleMessage(input: $input) { id } }`;
  const CANCEL = `mutation ($input: CancelScheduledMessageInput!) { cancelScheduledMessage(input: $input) { id } }`;
  const sendAt = new Date(Date.now() + 72 * 3_600_000).toISOString();
  const [kept, dropped] = [aFile(amara), aFile(amara)];
  const [{ id }, other] = [
    await chat.must(amara, SCHEDULE, inputOf(channelId, [kept], { sendAt })),
    await chat.must(amara, SCHEDULE, inputOf(channelId, [dropped], { sendAt })),
  ];
  expect(await shownLast(kept)).toEqual({ fileId: kept, channels: [], isAwaited: true });
  await chat.must(amara, CANCEL, { input: { scheduledId: other.id, key: aKey() } });
  expect(await shownLast(dropped)).toEqual({ fileId: dropped, channels: [], isAwaited: false });
  const { database } = chat.test.runtime;
  await database.query(`update scheduled_message set send_at = now() where id = $1`, [id]);
  await sendAllDue(chat.test.runtime.context(systemCaller('test')));
  expect(await shownLast(kept)).toEqual({
    ...{ fileId: kept, isAwaited: false },
    channels: [{ channelId, personIds: [amara.id] }],
  });
});
