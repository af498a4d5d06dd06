import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const told = async (channelId: string): Promise<unknown[]> => {
  const rows: { data: unknown }[] = await chat.test.runtime.database.query(
    `select data from log where stream = $1 order by seq`,
    [`told:${channelId}`],
  );
  return rows.map(({ data }) => data);
};

test('other subgraphs are told what a channel is when it is made, renamed and opened to others', async () => {
  const amara = await chat.aPerson();
  const channelId = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'open' });
  const first = {
    ...{ channelId, organizationId: chat.organizationId, kind: 'PUBLIC', name: 'open', region: amara.region },
    ...{ access: [], memberIds: null },
  };
  expect(await told(channelId)).toEqual([first]);
  const access = [{ attribute: 'COUNTRY', values: ['KE'] }];
  const input = { channelId, name: 'for some', access, expectedVersion: 1, key: aKey() };
  await chat.must(amara, `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { id } }`, {
    input,
  });
  expect(await told(channelId)).toEqual([first, { ...first, name: 'for some', access }]);
});

test('a conversation of two is told, and again when one of them is called otherwise', async () => {
  const [amara, jonas] = (await chat.people([{ displayName: 'Amara' }, { displayName: 'Jonas' }])) as [
    Viewer,
    Viewer,
  ];
  const channelId = await chat.aDirect(amara, jonas);
  await chat.tell(amara, { displayName: 'Amara Okafor' });
  expect(await told(channelId)).toMatchObject([
    { kind: 'DIRECT', name: 'Amara, Jonas' },
    { kind: 'DIRECT', name: 'Amara Okafor, Jonas' },
  ]);
});
