import { randomBytes } from 'node:crypto';
import { PIECE_BYTES, type Viewer, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';
import { aPng, aWav, askFiles, begin, fileRefusal, send } from '../../test/files.js';
import { expireFiles } from './file-expiry.service.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id kind text attachments { caption role
  file { id name kind mediaType size url owner { id } metadata { width height durationSeconds waveform } } } } }`;

const aTalk = async () => {
  const [amara, jonas, stranger] = await chat.people([{}, {}, {}]);
  if (!amara || !jonas || !stranger) throw new Error('Three people were asked for');
  return { amara, jonas, stranger, channelId: await chat.aChannel(amara, [jonas]) };
};

const show = (who: Viewer, channelId: string, attachments: readonly object[], more: object = {}) =>
  chat.must(who, SEND, { input: { channelId, attachments, key: aKey(), ...more } });

const read = async (who: Viewer, id: string, from = 0, length = PIECE_BYTES): Promise<Buffer> =>
  (await askFiles(chat, who, { op: 'read', place: { id, from }, length })).bytes;

test('a picture is sent with words under it, and its size is known before it is loaded', async () => {
  const { amara, channelId } = await aTalk();
  const bytes = aPng(640, 480);
  const file = await send(chat, amara, { name: 'lake.png', bytes });
  expect(await show(amara, channelId, [{ fileId: file.id, caption: ' The lake ' }])).toMatchObject({
    kind: 'TEXT',
    text: null,
    attachments: [
      {
        caption: 'The lake',
        role: 'INLINE',
        file: {
          id: file.id,
          name: 'lake.png',
          kind: 'IMAGE',
          mediaType: 'image/png',
          size: bytes.length,
          url: `/content/${file.id}`,
          owner: { id: amara.id },
          metadata: { width: 640, height: 480, durationSeconds: null, waveform: null },
        },
      },
    ],
  });
});

test('a voice message tells how long it is and how it sounds', async () => {
  const { amara, channelId } = await aTalk();
  const { id } = await send(chat, amara, { name: 'voice.wav', bytes: aWav() });
  const measures = { durationSeconds: 1, waveform: [0, 0.254, 2], width: 4 };
  const message = await show(amara, channelId, [{ fileId: id, role: 'VOICE', measures }]);
  expect(message.kind).toBe('VOICE');
  expect(message.attachments[0].file.metadata).toEqual({
    width: null,
    height: null,
    durationSeconds: 1,
    waveform: [0, 0.25, 1],
  });
});

test('bytes come back as they went, from any place, over the borders of pieces', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const bytes = randomBytes(2 * PIECE_BYTES + 1_000);
  const { id, size, mediaType } = await send(chat, amara, { name: 'noise.bin', bytes });
  expect({ size, mediaType }).toEqual({ size: bytes.length, mediaType: 'application/octet-stream' });
  await show(amara, channelId, [{ fileId: id }]);
  const pieces = [
    await read(jonas, id),
    await read(jonas, id, PIECE_BYTES),
    await read(jonas, id, 2 * PIECE_BYTES),
  ];
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  expect(
    (await read(jonas, id, PIECE_BYTES + 7, 5)).equals(bytes.subarray(PIECE_BYTES + 7, PIECE_BYTES + 12)),
  ).toBe(true);
});

test('what was sent is its sender’s alone until a message shows it, and again when none does', async () => {
  const { amara, jonas, stranger, channelId } = await aTalk();
  const { id } = await send(chat, amara, { name: 'plan.png', bytes: aPng(4, 4) });
  const refusals = () =>
    Promise.all([amara, jonas, stranger].map((who) => fileRefusal(chat, who, { op: 'describe', id })));
  expect(await refusals()).toEqual([null, 'NOT_FOUND', 'NOT_FOUND']);
  const message = await show(amara, channelId, [{ fileId: id }]);
  expect(await refusals()).toEqual([null, null, 'NOT_FOUND']);
  const remove = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { attachments { role } } }`;
  expect(await chat.must(amara, remove, { input: { messageId: message.id, key: aKey() } })).toEqual({
    attachments: [],
  });
  expect(await refusals()).toEqual([null, 'NOT_FOUND', 'NOT_FOUND']);
});

test('who leaves the channel reads its files no more', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const { id } = await send(chat, amara, { name: 'plan.png', bytes: aPng(4, 4) });
  await show(amara, channelId, [{ fileId: id }]);
  expect((await read(jonas, id)).length).toBeGreaterThan(0);
  await chat.must(jonas, `mutation ($input: LeaveChannelInput!) { leaveChannel(input: $input) { id } }`, {
    input: { channelId, key: aKey() },
  });
  expect(await fileRefusal(chat, jonas, { op: 'read', place: { id, from: 0 }, length: 10 })).toBe(
    'NOT_FOUND',
  );
});

test('a file is passed on by who may read it, and by nobody else', async () => {
  const { amara, jonas, stranger, channelId } = await aTalk();
  const elsewhere = await chat.aChannel(stranger);
  const { id } = await send(chat, amara, { name: 'plan.png', bytes: aPng(4, 4) });
  const pass = (who: Viewer, where: string) =>
    chat.codes(who, SEND, { input: { channelId: where, attachments: [{ fileId: id }], key: aKey() } });
  expect(await pass(jonas, channelId)).toEqual(['NOT_FOUND']);
  await show(amara, channelId, [{ fileId: id }]);
  expect(await pass(jonas, channelId)).toEqual([]);
  expect(await pass(stranger, elsewhere)).toEqual(['NOT_FOUND']);
  expect(await chat.history(stranger, elsewhere)).toEqual([]);
});

test('the same key is the same file, also when it broke off in between', async () => {
  const { amara, channelId } = await aTalk();
  const file = { name: 'noise.bin', bytes: randomBytes(PIECE_BYTES + 10), key: aKey() };
  const { uploadId } = await begin(chat, amara, file);
  await askFiles(chat, amara, { op: 'append', place: { id: uploadId, from: 0 } }, randomBytes(PIECE_BYTES));
  expect(await fileRefusal(chat, amara, { op: 'describe', id: uploadId })).toBe('NOT_FOUND');
  expect(
    await chat.codes(amara, SEND, { input: { channelId, attachments: [{ fileId: uploadId }], key: aKey() } }),
  ).toEqual(['NOT_FOUND']);
  const whole = await send(chat, amara, file);
  expect(whole.id).toBe(uploadId);
  expect((await read(amara, uploadId)).equals(file.bytes.subarray(0, PIECE_BYTES))).toBe(true);
  expect(await send(chat, amara, file)).toEqual(whole);
  const other = { name: 'other.bin', mediaType: '', size: 3, key: file.key };
  expect(await fileRefusal(chat, amara, { op: 'begin', upload: other })).toBe('CONFLICT');
});

test('nobody adds to what another one sends, and nothing is added to what is whole', async () => {
  const { amara, jonas } = await aTalk();
  const { uploadId } = await begin(chat, amara, { bytes: Buffer.from('abc') });
  const append = { op: 'append', place: { id: uploadId, from: 0 } } as const;
  expect(await fileRefusal(chat, jonas, append, Buffer.from('x'))).toBe('NOT_FOUND');
  expect(await fileRefusal(chat, null, append, Buffer.from('x'))).toBe('UNAUTHENTICATED');
  await askFiles(chat, amara, append, Buffer.from('abc'));
  await askFiles(chat, amara, { op: 'finish', uploadId });
  expect(await fileRefusal(chat, amara, append, Buffer.from('xyz'))).toBe('NOT_FOUND');
  expect((await read(amara, uploadId)).toString()).toBe('abc');
});

test('what is too large is refused with the size that is allowed, announced or not', async () => {
  const { amara } = await aTalk();
  const upload = { name: 'a.bin', mediaType: '', size: 104_857_601, key: aKey() };
  const { error } = await askFiles(chat, amara, { op: 'begin', upload });
  expect(error?.extensions).toEqual({
    code: 'INVALID',
    limit: 'file',
    allowed: 104_857_600,
    asked: 104_857_601,
    field: 'file',
  });
  const { uploadId } = await begin(chat, amara, { bytes: Buffer.from('a') });
  const beyond = { op: 'append', place: { id: uploadId, from: 104_857_600 } } as const;
  expect(await fileRefusal(chat, amara, beyond, Buffer.from('a'))).toBe('INVALID');
});

test.each([
  ['a hole', [PIECE_BYTES]],
  ['nothing in it', []],
])('a file with %s is not whole', async (_what, places) => {
  const { amara } = await aTalk();
  const { uploadId } = await begin(chat, amara, { bytes: Buffer.from('a') });
  for (const from of places) {
    await askFiles(chat, amara, { op: 'append', place: { id: uploadId, from } }, Buffer.from('a'));
  }
  expect(await fileRefusal(chat, amara, { op: 'finish', uploadId })).toBe('INVALID');
});

test.each([
  ['more than twenty', Array.from({ length: 21 }, (_, n) => ({ fileId: `file_${String(n)}` })), 'INVALID'],
  ['the same one twice', [{ fileId: 'file_a' }, { fileId: 'file_a' }], 'INVALID'],
  ['one that is not there', [{ fileId: 'file_a' }], 'NOT_FOUND'],
])('a message does not show %s', async (_what, attachments, code) => {
  const { amara, channelId } = await aTalk();
  expect(await chat.codes(amara, SEND, { input: { channelId, attachments, key: aKey() } })).toEqual([code]);
  expect(await chat.history(amara, channelId)).toEqual([]);
});

test('a picture is no voice message, and a message without words and files is none', async () => {
  const { amara, channelId } = await aTalk();
  const { id } = await send(chat, amara, { name: 'plan.png', bytes: aPng(4, 4) });
  const asked = (attachments: readonly object[]) =>
    chat.codes(amara, SEND, { input: { channelId, attachments, key: aKey() } });
  expect(await asked([{ fileId: id, role: 'VOICE' }])).toEqual(['INVALID']);
  expect(await asked([])).toEqual(['INVALID']);
});

test('who follows the channel sees the files with the message', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const stream = chat.as(jonas).follow(
    `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename
       ... on MessageAdded { message { attachments { file { name url } } } } } }`,
    { id: channelId },
  );
  await take(stream, 1);
  const { id } = await send(chat, amara, { name: 'plan.png', bytes: aPng(4, 4) });
  await show(amara, channelId, [{ fileId: id }]);
  const [{ data }] = (await take(stream, 1)) as [{ data: { channelEvents: unknown } }];
  expect(data.channelEvents).toEqual({
    __typename: 'MessageAdded',
    message: { attachments: [{ file: { name: 'plan.png', url: `/content/${id}` } }] },
  });
  await stream.return();
});

test('after a day what no message shows is gone, and what one shows stays', async () => {
  const { amara, channelId } = await aTalk();
  const [kept, lost] = [
    await send(chat, amara, { name: 'kept.png', bytes: aPng(4, 4) }),
    await send(chat, amara, { name: 'lost.png', bytes: aPng(4, 4) }),
  ];
  await show(amara, channelId, [{ fileId: kept.id }]);
  const ctx = chat.test.runtime.context(systemCaller('test'));
  await expireFiles(ctx);
  expect(await fileRefusal(chat, amara, { op: 'describe', id: lost.id })).toBeNull();
  await expireFiles(ctx, new Date(Date.now() + 25 * 3_600_000));
  expect(await fileRefusal(chat, amara, { op: 'describe', id: kept.id })).toBeNull();
  expect(await fileRefusal(chat, amara, { op: 'describe', id: lost.id })).toBe('NOT_FOUND');
});

test('what waits to be sent later keeps its files', async () => {
  const { amara, channelId } = await aTalk();
  const { id } = await send(chat, amara, { name: 'later.png', bytes: aPng(4, 4) });
  const sendAt = new Date(Date.now() + 72 * 3_600_000).toISOString();
  await chat.must(
    amara,
    `mutation ($input: ScheduleMessageInput!) { scheduleMessage(input: $input) { id } }`,
    {
      input: { channelId, text: 'Later', attachments: [{ fileId: id }], sendAt, key: aKey() },
    },
  );
  await expireFiles(chat.test.runtime.context(systemCaller('test')), new Date(Date.now() + 25 * 3_600_000));
  expect(await fileRefusal(chat, amara, { op: 'describe', id })).toBeNull();
});
