import { systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';
import { aPng, send } from '../../test/files.js';
import { TellFiles1760000070060 } from '../migrations/1760000070060-tell-files.js';
import { expireFiles } from './file-expiry.service.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat('following');
});
afterAll(() => chat.stop());

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;

const told = async (fileId: string): Promise<unknown[]> => {
  await chat.drained();
  const rows: { kind: string; data: unknown }[] = await chat.test.runtime.database.query(
    'select kind, data from log where stream = $1 order by seq',
    [`told:${fileId}`],
  );
  return rows.map(({ kind, data }) => [kind, data]);
};

test('other subgraphs are told which channels show a file, and when it is gone', async () => {
  const amara = await chat.aPerson();
  const [here, there] = [await chat.aChannel(amara), await chat.aChannel(amara)];
  const { id } = await send(chat, amara, { name: 'lake.png', bytes: aPng(4, 3) });
  const show = (channelId: string) =>
    chat.must(amara, SEND, { input: { channelId, attachments: [{ fileId: id }], key: aKey() } });
  expect(await told(id)).toEqual([]);
  const [first] = [await show(here)];
  const facts = {
    ...{ fileId: id, organizationId: chat.organizationId, ownerId: amara.id, name: 'lake.png' },
    ...{ mediaType: 'image/png', kind: 'IMAGE', size: aPng(4, 3).length, width: 4, height: 3, shared: false },
    createdAt: expect.any(String) as string,
  };
  expect(await told(id)).toEqual([['fileTold', { ...facts, channelIds: [here] }]]);
  const second = await show(there);
  const before = await told(id);
  expect(before.at(-1)).toEqual(['fileTold', { ...facts, channelIds: [here, there].sort() }]);
  const runner = chat.test.runtime.database.createQueryRunner();
  await new TellFiles1760000070060().up(runner);
  await runner.release();
  expect((await told(id)).at(-1)).toEqual(before.at(-1));
  for (const { id: messageId } of [first, second] as { id: string }[]) {
    await chat.must(amara, DELETE, { input: { messageId, key: aKey() } });
  }
  expect((await told(id)).at(-1)).toEqual(['fileTold', { ...facts, channelIds: [] }]);
  const tomorrow = new Date(Date.now() + 25 * 3_600_000);
  await expireFiles(chat.test.runtime.context(systemCaller('test')), tomorrow);
  expect((await told(id)).at(-1)).toEqual(['fileForgotten', { fileId: id }]);
});
