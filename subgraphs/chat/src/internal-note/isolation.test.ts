import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { Viewer } from '@parley/kit';
import { asViewer } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

/** What no customer may come to know of. */
const ISOLATED = ['InternalNote', 'InternalNoteConnection', 'InternalNoteEdge', 'InternalNoteSignal'];

interface Door {
  readonly name: string;
  readonly leadsTo: GraphQLNamedType;
  readonly isDesk: boolean;
}

/** Every root field, and whether it is marked as one for those who help. */
const doorsOf = (schema: GraphQLSchema): Door[] =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map(({ name, type, astNode }) => ({
      name,
      leadsTo: getNamedType(type),
      isDesk: (astNode?.directives ?? []).some((directive) => directive.name.value === 'tag'),
    })),
  );

/**
 * Everything that selections can reach from these types: fields, members of unions, and by way of an interface also
 * what implements it, for a selection may widen to an interface and narrow to another type of it.
 */
function reachable(schema: GraphQLSchema, from: readonly GraphQLNamedType[]): Set<string> {
  const met = new Set<string>();
  const next = [...from];
  for (let type = next.pop(); type; type = next.pop()) {
    if (met.has(type.name)) continue;
    met.add(type.name);
    if (isUnionType(type) || isInterfaceType(type)) next.push(...schema.getPossibleTypes(type));
    if (isObjectType(type) || isInterfaceType(type)) {
      next.push(...type.getInterfaces());
      for (const field of Object.values(type.getFields())) next.push(getNamedType(field.type));
    }
  }
  return met;
}

test('no selection that a customer may make leads to an internal note', () => {
  const schema = chat.test.runtime.schema;
  const doors = doorsOf(schema);
  const open = doors.filter(({ isDesk }) => !isDesk).map(({ leadsTo }) => leadsTo);
  const reached = reachable(schema, open);
  expect(reached.has('Message')).toBe(true);
  expect(reached.has('Channel')).toBe(true);
  expect(ISOLATED.filter((name) => reached.has(name))).toEqual([]);
});

test('the doors that lead to notes are marked, and are these', () => {
  const schema = chat.test.runtime.schema;
  const leading = doorsOf(schema).filter(({ leadsTo }) =>
    [...reachable(schema, [leadsTo])].some((name) => ISOLATED.includes(name)),
  );
  expect(leading.map(({ name, isDesk }) => [name, isDesk]).sort()).toEqual([
    ['addInternalNote', true],
    ['editInternalNote', true],
    ['internalNoteSignals', true],
    ['internalNotes', true],
  ]);
});

const ADD = `mutation ($input: AddInternalNoteInput!) { addInternalNote(input: $input) { id body version author { id } } }`;
const EDIT = `mutation ($input: EditInternalNoteInput!) { editInternalNote(input: $input) { body version editedAt } }`;
const REMOVE = `mutation ($input: DeleteInternalNoteInput!) { deleteInternalNote(input: $input) { id } }`;
const LIST = `query ($id: ID!) { internalNotes(channelId: $id) { nodes { id body } } }`;
const FOLLOW = `subscription ($id: ID!) { internalNoteSignals(channelId: $id) { noteId } }`;

const aDesk = async () => {
  const agent = await chat.aPerson({ permissions: ['ANSWER_CUSTOMERS'] });
  const [colleague, customer] = (await chat.people([{}, { kind: 'CUSTOMER', permissions: [] }])) as [
    Viewer,
    Viewer,
  ];
  const channelId = await chat.aChannel(agent, [colleague, customer], { kind: 'SUPPORT', name: 'a case' });
  return { agent, colleague, customer, channelId };
};

const note = async (viewer: Viewer, channelId: string, body: string): Promise<string> =>
  ((await chat.must(viewer, ADD, { input: { channelId, body, key: aKey() } })) as { id: string }).id;

test('those who help write, change, remove and follow notes', async () => {
  const { agent, colleague, channelId } = await aDesk();
  const stream = chat.as(colleague).follow(FOLLOW, { id: channelId });
  await take(stream, 1);
  const noteId = await note(agent, channelId, 'He is difficult');
  expect(await chat.must(colleague, LIST, { id: channelId })).toEqual({
    nodes: [{ id: noteId, body: 'He is difficult' }],
  });
  const input = { noteId, body: 'He is in a hurry', expectedVersion: 1, key: aKey() };
  expect(await chat.codes(colleague, EDIT, { input })).toEqual(['FORBIDDEN']);
  expect(await chat.must(agent, EDIT, { input })).toMatchObject({ body: 'He is in a hurry', version: 2 });
  expect(await chat.codes(agent, EDIT, { input: { ...input, key: aKey() } })).toEqual(['CONFLICT']);
  await chat.must(agent, REMOVE, { input: { noteId, key: aKey() } });
  expect(await chat.must(colleague, LIST, { id: channelId })).toEqual({ nodes: [] });
  const events = await take(stream, 3);
  expect(events.map(({ data }) => data.internalNoteSignals.noteId)).toEqual([noteId, noteId, noteId]);
  await stream.return();
});

test('to the customer there is no note: not in the channel, its events, counts, sidebar, or by its id', async () => {
  const { agent, customer, channelId } = await aDesk();
  const events = chat
    .as(customer)
    .follow(`subscription ($id: ID!) { channelEvents(channelId: $id) { __typename } }`, { id: channelId });
  await take(events, 1);
  const before = await chat.must(
    customer,
    `{ viewer { sidebar { entries { unreadCount lastMessage { id } } } } }`,
  );
  const noteId = await note(agent, channelId, 'He is difficult');
  await chat.aMessage(agent, channelId, 'Hello');
  expect((await take(events, 1)).map(({ data }) => data.channelEvents.__typename)).toEqual(['MessageAdded']);
  await events.return();
  expect(before.sidebar.entries[0].unreadCount).toBe(0);
  expect(await chat.history(customer, channelId)).toEqual([[1, 'Hello']]);
  expect(await chat.codes(customer, LIST, { id: channelId })).toEqual(['NOT_FOUND']);
  expect(await chat.codes(customer, ADD, { input: { channelId, body: 'x', key: aKey() } })).toEqual([
    'NOT_FOUND',
  ]);
  const edit = { noteId, body: 'x', expectedVersion: 1, key: aKey() };
  expect(await chat.codes(customer, EDIT, { input: edit })).toEqual(['NOT_FOUND']);
  const [refused] = await take(chat.as(customer).follow(FOLLOW, { id: channelId }), 1);
  expect(refused?.errors?.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
  const ENTITY = `query ($refs: [_Any!]!) { _entities(representations: $refs) { __typename } }`;
  const refs = [{ __typename: 'InternalNote', id: noteId }];
  expect((await chat.as(customer).run(ENTITY, { refs })).errors).toHaveLength(1);
});

test('whoever is removed hears no further note', async () => {
  const { agent, colleague, channelId } = await aDesk();
  const stream = chat.as(colleague).follow(FOLLOW, { id: channelId });
  await take(stream, 1);
  const input = { channelId, userId: colleague.id, key: aKey() };
  await chat.must(agent, `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`, {
    input,
  });
  await note(agent, channelId, 'Among us');
  expect(await take(stream, 1)).toEqual([]);
});

test('shared by all who help, each signal asks about everybody again before it is told', async () => {
  const { agent, channelId } = await aDesk();
  const stream = asViewer(chat.test, null, { shared: true }).follow(FOLLOW, { id: channelId });
  expect(await take(stream, 1)).toMatchObject([
    {
      data: { internalNoteSignals: { noteId: null } },
      extensions: { live: { kind: 'caughtUp', access: null } },
    },
  ]);
  const noteId = await note(agent, channelId, 'Among us');
  expect(await take(stream, 1)).toMatchObject([
    { data: { internalNoteSignals: { noteId } }, extensions: { live: { access: 'everyone' } } },
  ]);
  await stream.return();
});

test('it goes on after a cursor with what came meanwhile', async () => {
  const { agent, colleague, channelId } = await aDesk();
  const AFTER = `subscription ($id: ID!, $after: Cursor) {
    internalNoteSignals(channelId: $id, after: $after) { cursor noteId } }`;
  const before = chat.as(colleague).follow(AFTER, { id: channelId });
  const [begun] = await take(before, 1);
  await before.return();
  const noteId = await note(agent, channelId, 'Meanwhile');
  const after: unknown = begun?.data.internalNoteSignals.cursor;
  const stream = chat.as(colleague).follow(AFTER, { id: channelId, after });
  const heard = (await take(stream, 2)).map(({ data }) => data.internalNoteSignals.noteId as unknown);
  expect(heard).toEqual([noteId, null]);
  await stream.return();
});

test('beside a channel without a customer there are no notes', async () => {
  const amara = await chat.aPerson();
  const channelId = await chat.aChannel(amara);
  expect(await chat.codes(amara, LIST, { id: channelId })).toEqual(['NOT_FOUND']);
});
