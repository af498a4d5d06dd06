import { type Viewer, newId, systemCaller } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';
import { aPng, send } from '../../test/files.js';
import { aLinkedFile, toldLast } from '../../test/linked-files.js';
import { expireFiles } from '../attachment/file-expiry.service.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat('following');
});
afterAll(() => chat.stop());

const SAVE = `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { id text
  attachments { caption role file { id name scan } } } }`;
const DISCARD = `mutation ($input: DiscardDraftInput!) { discardDraft(input: $input) { id } }`;
const DRAFTS = `{ viewer { drafts { nodes { text attachments { caption role file { id size metadata { width } } } } } } }`;
const EVENTS = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename
  ... on DraftChanged { draft { text attachments { file { id } } } } } }`;

const aTalk = async () => {
  const [amara, jonas] = await chat.people([{}, {}]);
  if (!amara || !jonas) throw new Error('Two people were asked for');
  return { amara, jonas, channelId: await chat.aChannel(amara, [jonas]) };
};

const inputOf = (channelId: string, fileIds: readonly string[] | null, more: object = {}) => ({
  input: {
    ...{ channelId, text: 'The plan', key: aKey() },
    ...(fileIds && { attachments: fileIds.map((fileId) => ({ fileId })) }),
    ...more,
  },
});

const draftsOf = async (viewer: Viewer) => (await chat.must(viewer, DRAFTS)).drafts.nodes;

test('a draft keeps its files, with the words under them, for every device of who wrote it', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const fileId = aLinkedFile(chat, amara);
  const { liveCursor } = (await chat.must(amara, '{ viewer { sidebar { liveCursor } } }')).sidebar;
  const stream = chat.as(amara).follow(EVENTS, { after: liveCursor });
  await take(stream, 1);
  const attachments = [{ fileId, caption: ' The lake ', role: 'ATTACHED', measures: { width: 640 } }];
  const saved = await chat.must(amara, SAVE, inputOf(channelId, null, { text: '', attachments }));
  const file = { id: fileId, name: 'lake & sky.png', scan: 'WAITING' };
  expect(saved).toMatchObject({ text: '', attachments: [{ caption: 'The lake', role: 'ATTACHED', file }] });
  const [event] = await take(stream, 1);
  await stream.return();
  expect(event?.data.sidebarEvents.draft).toEqual({ text: '', attachments: [{ file: { id: fileId } }] });
  expect(await draftsOf(amara)).toEqual([
    {
      text: '',
      attachments: [
        {
          caption: 'The lake',
          role: 'ATTACHED',
          file: { id: fileId, size: 1_234, metadata: { width: 640 } },
        },
      ],
    },
  ]);
  expect(await draftsOf(jonas)).toEqual([]);
});

test('who only types leaves the files as they are, and an empty list takes them out', async () => {
  const { amara, channelId } = await aTalk();
  const fileId = aLinkedFile(chat, amara);
  await chat.must(amara, SAVE, inputOf(channelId, [fileId]));
  const typed = await chat.must(amara, SAVE, inputOf(channelId, null, { text: 'The plan is here' }));
  expect(typed).toMatchObject({ text: 'The plan is here', attachments: [{ file: { id: fileId } }] });
  expect((await chat.must(amara, SAVE, inputOf(channelId, []))).attachments).toEqual([]);
  expect(await chat.codes(amara, SAVE, inputOf(channelId, [], { text: '' }))).toEqual(['INVALID']);
});

test('the same key with other files is refused', async () => {
  const { amara, channelId } = await aTalk();
  const [one, other] = [aLinkedFile(chat, amara), aLinkedFile(chat, amara)];
  const key = aKey();
  const saved = await chat.must(amara, SAVE, inputOf(channelId, [one], { key }));
  expect(await chat.must(amara, SAVE, inputOf(channelId, [one], { key }))).toEqual(saved);
  expect(await chat.codes(amara, SAVE, inputOf(channelId, [other], { key }))).toEqual(['CONFLICT']);
  expect((await draftsOf(amara))[0].attachments).toMatchObject([{ file: { id: one } }]);
});

test.each([
  ['of somebody else', (who: Viewer) => [aLinkedFile(chat, { ...who, id: newId('user') })], 'NOT_FOUND'],
  ['that nobody told of', () => [newId('file')], 'NOT_FOUND'],
  [
    'twice',
    (who: Viewer) => {
      const id = aLinkedFile(chat, who);
      return [id, id];
    },
    'INVALID',
  ],
] as const)('a file %s is not kept with a draft', async (_what, made, code) => {
  const { amara, channelId } = await aTalk();
  expect(await chat.codes(amara, SAVE, inputOf(channelId, made(amara)))).toEqual([code]);
  expect(await draftsOf(amara)).toEqual([]);
});

test('a file waits for as long as it stands in a draft, and files are told only when that changes', async () => {
  const { amara, channelId } = await aTalk();
  const [kept, left] = [aLinkedFile(chat, amara), aLinkedFile(chat, amara)];
  const waiting = async () => [await toldLast(chat, kept), await toldLast(chat, left)];
  const is = (fileId: string, isAwaited: boolean) => ({ fileId, channels: [], isAwaited });
  const { id: draftId } = await chat.must(amara, SAVE, inputOf(channelId, [kept, left]));
  expect(await waiting()).toEqual([is(kept, true), is(left, true)]);
  await chat.must(amara, SAVE, inputOf(channelId, [kept]));
  expect(await waiting()).toEqual([is(kept, true), is(left, false)]);
  const told = async () =>
    (await chat.test.runtime.database.query(`select 1 from log where stream = $1`, [`told:${kept}`])).length;
  const before = await told();
  await chat.must(amara, SAVE, inputOf(channelId, [kept], { text: 'The plan, once more' }));
  expect(await told()).toBe(before);
  await chat.must(amara, DISCARD, { input: { draftId, key: aKey() } });
  expect(await waiting()).toEqual([is(kept, false), is(left, false)]);
});

test('what may be shown no longer is left out, and the words stay', async () => {
  const { amara, channelId } = await aTalk();
  const fileId = aLinkedFile(chat, amara);
  await chat.must(amara, SAVE, inputOf(channelId, [fileId]));
  chat.sayInFiles('fileForgotten', { fileId });
  await chat.test.runtime.catchUp('files');
  expect(await draftsOf(amara)).toEqual([{ text: 'The plan', attachments: [] }]);
});

test('bytes that are kept here are not removed while they stand in a draft', async () => {
  const { amara, channelId } = await aTalk();
  const { id } = await send(chat, amara, { name: 'lake.png', bytes: aPng(4, 3) });
  const { id: draftId } = await chat.must(amara, SAVE, inputOf(channelId, [id]));
  const tomorrow = new Date(Date.now() + 25 * 3_600_000);
  const expire = () => expireFiles(chat.test.runtime.context(systemCaller('test')), tomorrow);
  await expire();
  expect((await draftsOf(amara))[0].attachments).toMatchObject([{ file: { id } }]);
  await chat.must(amara, DISCARD, { input: { draftId, key: aKey() } });
  expect(await expire()).toBe(1);
});

test('the files of many drafts are looked up together', async () => {
  const quiet = await startChat('following');
  try {
    const amara = await quiet.aPerson();
    for (let n = 0; n < 3; n += 1) {
      const fileId = aLinkedFile(quiet, amara);
      await quiet.must(amara, SAVE, inputOf(await quiet.aChannel(amara), [fileId]));
    }
    // The drafts, the files that are kept here, and those that files keeps.
    const { drafts } = await expectQueries(quiet.test, 3, () => quiet.must(amara, DRAFTS));
    expect(drafts.nodes).toHaveLength(3);
  } finally {
    await quiet.stop();
  }
});
