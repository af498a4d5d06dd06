import { type Viewer, newId, systemCaller } from '@parley/kit';
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

const SHOWN = `id kind text version attachments { caption role file { id } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${SHOWN} } }`;
const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { ${SHOWN} } }`;
const READ = `query ($id: ID!) { message(id: $id) { ${SHOWN} edits { nodes { text fileNames } } } }`;
const FORWARD = `mutation ($input: ForwardMessageInput!) { forwardMessage(input: $input) { id version } }`;

/** A message of Amara's in a channel with Jonas, which shows that many files. */
const aMessage = async (count: number, more: object = {}) => {
  const [amara, jonas] = await chat.people([{}, {}]);
  if (!amara || !jonas) throw new Error('Two people were asked for');
  const channelId = await chat.aChannel(amara, [jonas]);
  const fileIds = Array.from({ length: count }, () => aLinkedFile(chat, amara));
  const attachments = fileIds.map((fileId) => ({ fileId }));
  const input = { channelId, text: 'The plan', attachments, key: aKey(), ...more };
  const { id } = await chat.must(amara, SEND, { input });
  return { amara, jonas, channelId, fileIds: fileIds as [string, string], id: String(id) };
};

const change = (messageId: string, more: object) => ({
  input: { messageId, expectedVersion: 1, key: aKey(), ...more },
});
const showing = (fileIds: readonly string[]) => ({ attachments: fileIds.map((fileId) => ({ fileId })) });
const shown = async (who: Viewer, id: string): Promise<string[]> =>
  (await chat.must(who, READ, { id })).attachments.map(({ file }: { file: { id: string } }) => file.id);

test('its author adds a file and takes one out; readers hear it, and files is told of both', async () => {
  const { amara, jonas, channelId, id, fileIds } = await aMessage(2);
  const [first, second] = fileIds;
  const added = aLinkedFile(chat, amara, { name: 'map.png' });
  await chat.drained();
  const stream = chat.as(jonas).follow(
    `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename
       ... on MessageChanged { message { attachments { file { id } } } } } }`,
    { id: channelId },
  );
  await take(stream, 1);
  const { attachments } = showing([second, added]);
  const edited = await chat.must(
    amara,
    EDIT,
    change(id, { attachments: [{ ...attachments[0], caption: 'Kept' }, attachments[1]] }),
  );
  expect(edited).toMatchObject({
    ...{ text: 'The plan', version: 2 },
    attachments: [{ caption: 'Kept', file: { id: second } }, { file: { id: added } }],
  });
  const [event] = await take(stream, 1);
  await stream.return();
  expect(event?.data.channelEvents).toEqual({
    __typename: 'MessageChanged',
    message: { attachments: [{ file: { id: second } }, { file: { id: added } }] },
  });
  const here = [{ channelId, personIds: [amara.id] }];
  expect(await toldLast(chat, first)).toEqual({ fileId: first, channels: [], isAwaited: false });
  expect(await toldLast(chat, second)).toEqual({ fileId: second, channels: here, isAwaited: false });
  expect(await toldLast(chat, added)).toEqual({ fileId: added, channels: here, isAwaited: false });
  expect((await chat.must(jonas, READ, { id })).edits.nodes).toEqual([
    { text: 'The plan', fileNames: ['lake & sky.png', 'lake & sky.png'] },
  ]);
});

test('who changes the words alone leaves the files, and the files alone the words', async () => {
  const { amara, id, fileIds } = await aMessage(1);
  const worded = await chat.must(amara, EDIT, change(id, { text: 'The better plan' }));
  expect(worded).toMatchObject({ text: 'The better plan', attachments: [{ file: { id: fileIds[0] } }] });
  const bare = await chat.must(amara, EDIT, change(id, { attachments: [], expectedVersion: 2 }));
  expect(bare).toMatchObject({ text: 'The better plan', attachments: [] });
});

test('words go where a file stays, but something always does', async () => {
  const { amara, id } = await aMessage(1);
  expect((await chat.must(amara, EDIT, change(id, { text: ' ' }))).text).toBeNull();
  for (const nothing of [{}, { attachments: [] }, { text: '', attachments: [] }]) {
    const input = change(id, { ...nothing, expectedVersion: 2 });
    expect([nothing, await chat.codes(amara, EDIT, input)]).toEqual([nothing, ['INVALID']]);
  }
  const worded = await chat.must(amara, EDIT, change(id, { text: 'Again', expectedVersion: 2 }));
  expect(worded).toMatchObject({ text: 'Again', version: 3 });
  expect(
    (await chat.must(amara, READ, { id })).edits.nodes.map(({ text }: { text: string }) => text),
  ).toEqual(['The plan', null]);
});

test('without its sound it is no voice message any more', async () => {
  const amara = await chat.aPerson();
  const fileId = aLinkedFile(chat, amara, { kind: 'AUDIO', mediaType: 'audio/webm', name: 'voice.webm' });
  const channelId = await chat.aChannel(amara);
  const input = { channelId, attachments: [{ fileId, role: 'VOICE' }], key: aKey() };
  const { id, kind } = await chat.must(amara, SEND, { input });
  expect(kind).toBe('VOICE');
  expect(await chat.must(amara, EDIT, change(id, { text: 'In words', attachments: [] }))).toMatchObject({
    ...{ kind: 'TEXT', text: 'In words', attachments: [] },
  });
});

test('retrying changes nothing more, and an old version nothing at all', async () => {
  const { amara, id } = await aMessage(1);
  const added = aLinkedFile(chat, amara);
  const input = change(id, showing([added]));
  const edited = await chat.must(amara, EDIT, input);
  expect(await chat.must(amara, EDIT, input)).toEqual(edited);
  expect(await chat.codes(amara, EDIT, change(id, showing([])))).toEqual(['CONFLICT']);
  expect(await shown(amara, id)).toEqual([added]);
});

test.each([
  ['of somebody else', (who: Viewer) => [aLinkedFile(chat, { ...who, id: newId('user') })], 'NOT_FOUND'],
  ['of another organisation', (who: Viewer) => [anothers(who)], 'NOT_FOUND'],
  ['that nobody told of', () => [newId('file')], 'NOT_FOUND'],
  ['too many', (who: Viewer) => Array.from({ length: 21 }, () => aLinkedFile(chat, who)), 'INVALID'],
] as const)('files %s are not added', async (_what, made, code) => {
  const { amara, id, fileIds } = await aMessage(1);
  expect(await chat.codes(amara, EDIT, change(id, showing(made(amara))))).toEqual([code]);
  expect(await shown(amara, id)).toEqual([fileIds[0]]);
});

const anothers = (who: Viewer): string =>
  aLinkedFile(chat, { ...who, organizationId: newId('organization') });

test('nobody but its author changes the files of a message', async () => {
  const { jonas, id, fileIds } = await aMessage(1);
  const stranger = await chat.aPerson();
  expect(await chat.codes(jonas, EDIT, change(id, showing([])))).toEqual(['FORBIDDEN']);
  expect(await chat.codes(stranger, EDIT, change(id, showing([])))).toEqual(['NOT_FOUND']);
  expect(await shown(jonas, id)).toEqual([fileIds[0]]);
});

test('what is forwarded keeps its files', async () => {
  const { amara, jonas, id, fileIds } = await aMessage(1);
  const input = { channelId: await chat.aChannel(jonas), messageId: id, key: aKey() };
  const sentOn = await chat.must(jonas, FORWARD, { input });
  expect(await chat.codes(jonas, EDIT, change(sentOn.id, showing([])))).toEqual(['INVALID']);
  expect(await shown(jonas, sentOn.id)).toEqual([fileIds[0]]);
  expect(await shown(amara, id)).toEqual([fileIds[0]]);
});

test('bytes that are kept here go with the change, unless a legal hold keeps them', async () => {
  const amara = await chat.aPerson();
  const channelId = await chat.aChannel(amara);
  const { id: fileId } = await send(chat, amara, { name: 'lake.png', bytes: aPng(4, 3) });
  const sent = { channelId, text: 'The lake', attachments: [{ fileId }], key: aKey() };
  const { id } = await chat.must(amara, SEND, { input: sent });
  const { database } = chat.test.runtime;
  const hold = `insert into legal_hold (id, organization_id, channel_ids, user_ids) values ($1, $2, $3, '{}')`;
  await database.query(hold, [newId('legal_hold'), chat.organizationId, [channelId]]);
  await chat.must(amara, EDIT, change(id, { attachments: [] }));
  const tomorrow = new Date(Date.now() + 25 * 3_600_000);
  const expire = () => expireFiles(chat.test.runtime.context(systemCaller('test')), tomorrow);
  expect(await expire()).toBe(0);
  await database.query('delete from legal_hold');
  expect(await expire()).toBe(1);
});
