import { expect, test } from 'vitest';
import type { Person } from '../client/person.js';
import {
  CreateChannelDocument,
  NoteAddedDocument,
  NoteSignalsDocument,
  RemoveMemberDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a } from '../product.js';

/** Somebody who helps a customer together with another one. */
async function aDesk() {
  const [agent, helper, other] = [await a('agent'), await a('head'), await a('employee')];
  const customer = await a('customer');
  const memberIds = [helper.id, other.id, customer.id];
  const made = { kind: 'SUPPORT' as const, name: `e2e ${aKey()}`, memberIds, key: aKey() };
  const channelId = (await agent.get(CreateChannelDocument, { input: made })).createChannel.id;
  return { agent, helper, other, customer, channelId };
}

const note = async (author: Person, channelId: string, body: string, nth = 0): Promise<string> => {
  const input = { channelId, body, key: aKey() };
  return (await author.get(NoteAddedDocument, { input }, nth)).addInternalNote.id;
};

test('who helps is told of notes, also who comes later; the customer and who was removed are not', async () => {
  const { agent, helper, other, customer, channelId } = await aDesk();
  await using first = helper.connect();
  await using second = other.connect();
  await using third = customer.connect();
  const [one, two] = [first, second].map((socket) => socket.follow(NoteSignalsDocument, { channelId }));
  if (!one || !two) throw new Error('Two were opened');
  const follow = (noteId: string | null) => ({ internalNoteSignals: { noteId } });
  // Each is told to read them all first, whoever opened the stream.
  expect([await one.next(), await two.next()]).toMatchObject([follow(null), follow(null)]);
  await expect(third.follow(NoteSignalsDocument, { channelId }).next()).rejects.toBeDefined();
  const noteId = await note(agent, channelId, 'Among us', 1);
  expect([await one.next(), await two.next()]).toMatchObject([follow(noteId), follow(noteId)]);
  await agent.get(RemoveMemberDocument, { input: { channelId, userId: other.id, key: aKey() } });
  const more = await note(agent, channelId, 'Without them', 1);
  expect(await one.next()).toMatchObject(follow(more));
  expect(await two.rest()).toEqual([]);
});
