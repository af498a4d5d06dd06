import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const MENTIONS = `query ($first: Int, $after: Cursor) { viewer { mentions(first: $first, after: $after) {
  nodes { text } pageInfo { hasNextPage endCursor } } } }`;
const PREVIEW = `query ($channelId: ID!, $text: Markdown!) { previewMentions(channelId: $channelId, text: $text) {
  count outsideHours unreachable { id } } }`;
const COUNTS = `query ($id: ID!) { channel(id: $id) { viewerEntry { mentionCount } } }`;

const mentionsOf = async (viewer: Viewer): Promise<string[]> => {
  const { mentions } = await chat.must(viewer, MENTIONS);
  return mentions.nodes.map(({ text }: { text: string }) => text);
};

const preview = (viewer: Viewer, channelId: string, text: string) =>
  chat.must(viewer, PREVIEW, { channelId, text });

const at = (id: string): string => `[@x](mention:${id})`;

test('teams, roles and departments are addressed, and what they are is told', async () => {
  const amara = await chat.aPerson();
  const [teamId, roleId] = [newId('team'), newId('role')];
  const departmentId = await chat.aDepartment();
  const wei = await chat.aPerson({ teamIds: [teamId], roleIds: [roleId], departmentIds: [departmentId] });
  const id = await chat.aChannel(amara, [wei]);
  const text = `${at(teamId)} ${at(roleId)} ${at(departmentId)} ${at(newId('team'))}`;
  const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
    mentions { kind target { __typename } } } }`;
  const sent = await chat.must(amara, SEND, { input: { channelId: id, text, key: aKey() } });
  expect(sent.mentions).toEqual(
    ['Team', 'Role', 'Department'].map((name) => ({ kind: 'GROUP', target: { __typename: name } })),
  );
  expect(await chat.must(wei, COUNTS, { id })).toEqual({ viewerEntry: { mentionCount: 1 } });
  expect(await chat.must(amara, COUNTS, { id })).toEqual({ viewerEntry: { mentionCount: 0 } });
});

test('a channel that a text leads to is told nobody, and shown to those who see it', async () => {
  const [amara, wei] = (await chat.people([{}, {}])) as [Viewer, Viewer];
  const [here, open, closed] = [
    await chat.aChannel(amara, [wei]),
    await chat.aChannel(amara, [wei]),
    await chat.aChannel(amara),
  ];
  const hidden = await chat.aChannel(wei);
  const to = (id: string) => `[#Exam \\[EU\\] boards](mention:${id})`;
  const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
    id hashtags mentions { kind targetId target { ... on Channel { id } } } } }`;
  const text = [open, closed, hidden, open].map(to).join(' ');
  const sent = await chat.must(amara, SEND, { input: { channelId: here, text, key: aKey() } });
  const link = (targetId: string, seen = true) => ({
    ...{ kind: 'CHANNEL', targetId, target: seen ? { id: targetId } : null },
  });
  // Whoever writes sees it too, or it leads nowhere.
  expect(sent.mentions).toEqual([link(open), link(closed)]);
  expect(sent.hashtags).toEqual([]);
  const MESSAGE = `query ($id: ID!) { message(id: $id) {
    mentions { kind targetId target { ... on Channel { id } } } } }`;
  const { mentions } = await chat.must(wei, MESSAGE, { id: sent.id });
  expect(mentions).toEqual([link(open), link(closed, false)]);
  expect(await mentionsOf(wei)).toEqual([]);
  expect(await chat.must(wei, COUNTS, { id: here })).toEqual({ viewerEntry: { mentionCount: 0 } });
  expect(await chat.must(wei, COUNTS, { id: open })).toEqual({ viewerEntry: { mentionCount: 0 } });
  expect(await preview(amara, here, text)).toEqual({ count: 0, outsideHours: 0, unreachable: [] });
});

test("a group of another organisation is nobody's", async () => {
  const amara = await chat.aPerson();
  const teamId = newId('team');
  await chat.aPerson({ organizationId: 'organization_00000000000000000000000009', teamIds: [teamId] });
  const id = await chat.aChannel(amara);
  const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { mentions { kind } } }`;
  const sent = await chat.must(amara, SEND, { input: { channelId: id, text: at(teamId), key: aKey() } });
  expect(sent.mentions).toEqual([]);
});

test('the page of mentions holds what is for me, the newest first, and goes on', async () => {
  const teamId = newId('team');
  const [amara, wei] = (await chat.people([{ permissions: ['CREATE_CHANNELS'] }, { teamIds: [teamId] }])) as [
    Viewer,
    Viewer,
  ];
  const [one, two] = [await chat.aChannel(amara, [wei]), await chat.aChannel(amara, [wei])];
  await chat.aMessage(amara, one, `first ${at(wei.id)} ${at('channel')}`);
  await chat.aMessage(amara, two, 'for nobody');
  await chat.aMessage(amara, two, `second ${at(teamId)}`);
  await chat.aMessage(amara, one, `third ${at('channel')}`);
  await chat.aMessage(wei, one, `own ${at(wei.id)} ${at('channel')}`);
  const all = [`third ${at('channel')}`, `second ${at(teamId)}`, `first ${at(wei.id)} ${at('channel')}`];
  expect(await mentionsOf(wei)).toEqual(all);
  const { mentions: page } = await chat.must(wei, MENTIONS, { first: 2 });
  expect(page.pageInfo.hasNextPage).toBe(true);
  const { mentions: rest } = await chat.must(wei, MENTIONS, { first: 2, after: page.pageInfo.endCursor });
  expect(rest.nodes).toEqual([{ text: all[2] }]);
});

test('everybody here is a kind of mention of its own, on the page of those who were', async () => {
  const [amara, lena, wei] = (await chat.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const id = await chat.aChannel(amara, [lena, wei]);
  const PRESENT = `mutation ($input: SetPresenceInput!) { setPresence(input: $input) { state } }`;
  await chat.must(lena, PRESENT, { input: { state: 'ONLINE', key: aKey() } });
  await expect.poll(() => preview(amara, id, at('here'))).toMatchObject({ count: 1 });
  await chat.aMessage(amara, id, at('here'));
  const KINDS = `{ viewer { mentions { nodes { mentions { kind target { __typename } } } } } }`;
  const kindsFor = async (viewer: Viewer) => (await chat.must(viewer, KINDS)).mentions.nodes;
  const here = { mentions: [{ kind: 'HERE', target: null }] };
  expect(await kindsFor(lena)).toEqual([here]);
  expect(await kindsFor(wei)).toEqual([]);
  await chat.aMessage(amara, id, at('channel'));
  const everyone = { mentions: [{ kind: 'EVERYONE', target: null }] };
  expect(await kindsFor(lena)).toEqual([everyone, here]);
  expect(await kindsFor(wei)).toEqual([everyone]);
});

test('mentions go with the message, and with the right to read it', async () => {
  const amara = await chat.aPerson();
  const wei = await chat.aPerson();
  const id = await chat.aChannel(amara, [wei]);
  const { id: messageId } = await chat.aMessage(amara, id, `one ${at(wei.id)}`);
  await chat.aMessage(amara, id, `two ${at(wei.id)}`);
  const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
  await chat.must(amara, DELETE, { input: { messageId, key: aKey() } });
  expect(await mentionsOf(wei)).toEqual([`two ${at(wei.id)}`]);
  const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
  await chat.must(amara, REMOVE, { input: { channelId: id, userId: wei.id, key: aKey() } });
  expect(await mentionsOf(wei)).toEqual([]);
});

test('a preview counts each person once, without who asks', async () => {
  const teamId = newId('team');
  const amara = await chat.aPerson({ teamIds: [teamId] });
  const wei = await chat.aPerson({ teamIds: [teamId] });
  const lena = await chat.aPerson();
  const id = await chat.aChannel(amara, [wei, lena]);
  const none = { count: 0, outsideHours: 0, unreachable: [] };
  expect(await preview(amara, id, 'nobody')).toEqual(none);
  expect(await preview(amara, id, '  ')).toEqual(none);
  expect(await preview(amara, id, at(teamId))).toEqual({ ...none, count: 1 });
  expect(await preview(amara, id, `${at(wei.id)} ${at(teamId)}`)).toEqual({ ...none, count: 1 });
  expect(await preview(amara, id, at('channel'))).toEqual({ ...none, count: 2 });
  expect(await preview(amara, id, at('here'))).toEqual(none);
  const PRESENT = `mutation ($input: SetPresenceInput!) { setPresence(input: $input) { state } }`;
  await chat.must(lena, PRESENT, { input: { state: 'ONLINE', key: aKey() } });
  await expect.poll(() => preview(amara, id, at('here'))).toEqual({ ...none, count: 1 });
});

test('a preview says who cannot see the channel, and who in an open one can', async () => {
  const amara = await chat.aPerson();
  const outsider = await chat.aPerson();
  const foreigner = await chat.aPerson({ organizationId: 'organization_00000000000000000000000009' });
  const text = `${at(outsider.id)} ${at(foreigner.id)} ${at(newId('user'))}`;
  const closed = await chat.aChannel(amara);
  expect(await preview(amara, closed, text)).toEqual({
    count: 0,
    outsideHours: 0,
    unreachable: [{ id: outsider.id }],
  });
  const open = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'open' });
  expect(await preview(amara, open, text)).toEqual({ count: 1, outsideHours: 0, unreachable: [] });
});

test('a preview counts those who are off work', async () => {
  const amara = await chat.aPerson();
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  const hour = new Date().getUTCHours();
  const clock = (at: number): string => `${String((at + 24) % 24).padStart(2, '0')}:00`;
  // Two hours beginning six hours from now are never now, whichever minute it is.
  const later = days.map((day) => ({ day, startsAt: clock(hour + 6), endsAt: clock(hour + 8) }));
  const wei = await chat.aPerson({ timeZone: 'UTC', workingHours: later });
  const lena = await chat.aPerson();
  const id = await chat.aChannel(amara, [wei, lena]);
  expect(await preview(amara, id, at('channel'))).toEqual({ count: 2, outsideHours: 1, unreachable: [] });
});

test('a preview says from how many here a channel it leads to is hidden, and nothing of those one cannot see', async () => {
  const department = await chat.aDepartment();
  const [amara, wei, lena, tomas] = (await chat.people([{}, { departmentIds: [department] }, {}, {}])) as [
    ...[Viewer, Viewer, Viewer, Viewer],
  ];
  const here = await chat.aChannel(amara, [wei, lena, tomas]);
  const [closed, known, secret] = [
    await chat.aChannel(amara, [lena]),
    await chat.aChannel(amara, [wei, lena, tomas]),
    await chat.aChannel(wei, [lena]),
  ];
  const access = [{ attribute: 'DEPARTMENT', values: [department] }];
  const registry = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'registry', access });
  const open = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'everybody' });
  const HIDDEN = `query ($channelId: ID!, $text: Markdown!) { previewMentions(channelId: $channelId, text: $text) {
    count hiddenLinks { hiddenFrom channel { id } } } }`;
  const hidden = (viewer: Viewer, ids: readonly string[]) =>
    chat.must(viewer, HIDDEN, {
      channelId: here,
      text: ids.map((id) => `[#x](mention:${id})`).join(' '),
    });
  const link = (id: string, hiddenFrom: number) => ({ hiddenFrom, channel: { id } });
  const all = [closed, known, secret, registry, open, here, closed, newId('channel')];
  expect(await hidden(amara, all)).toEqual({
    count: 0,
    hiddenLinks: [link(closed, 2), link(registry, 2)].sort((a, b) => (a.channel.id < b.channel.id ? -1 : 1)),
  });
  // Tomás is in none of them: he learns of no channel by naming it.
  expect(await hidden(tomas, [closed, secret])).toEqual({ count: 0, hiddenLinks: [] });
  await chat.must(amara, `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`, {
    input: { channelId: here, userId: wei.id, key: aKey() },
  });
  expect(await hidden(amara, [closed])).toEqual({ count: 0, hiddenLinks: [link(closed, 1)] });
});
