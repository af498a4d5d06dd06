import { expect, test } from 'vitest';
import { codesOf } from '../client/ask.js';
import type { Person } from '../client/person.js';
import { untilHeard } from '../client/until-heard.js';
import {
  PersonDocument,
  PresenceDocument,
  type PresenceState,
  SetPresenceDocument,
  SetTypingDocument,
  TypingDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel } from '../product.js';

const setPresence = (person: Person, state: PresenceState, gateway = 0) =>
  person.get(SetPresenceDocument, { input: { state, key: aKey() } }, gateway);

test('who types is seen by the others in the channel, with their name', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head, student);
  await using signals = head.follow(TypingDocument, { channelId });
  const { typing } = await untilHeard(signals.next(), () =>
    student.get(SetTypingDocument, { input: { channelId, active: true, key: aKey() } }, 1),
  );
  expect(typing.user).toEqual({ id: student.id, displayName: 'Daniel Mwangi' });
});

test('a chosen presence is told to those who follow it, and kept', async () => {
  const [dean, classmate] = [await a('dean'), await a('classmate')];
  await using signals = dean.follow(PresenceDocument, { userIds: [classmate.id] });
  const heard = signals.find(({ presence: { presence } }) => presence.state === 'DO_NOT_DISTURB');
  const { presence } = await untilHeard(heard, async () => {
    await setPresence(classmate, 'BUSY', 1);
    await setPresence(classmate, 'DO_NOT_DISTURB', 1);
  });
  expect(presence.presence.user).toEqual({ id: classmate.id, displayName: 'Grace Mutua' });
  await setPresence(classmate, 'BUSY');
  const { user } = await dean.get(PersonDocument, { id: classmate.id });
  expect(user?.presence?.state).toBe('BUSY');
});

test('presence stays within the organisation', async () => {
  const [agent, elsewhere] = [await a('agent'), await a('elsewhere')];
  await using signals = elsewhere.follow(PresenceDocument, { userIds: [agent.id, elsewhere.id] });
  const { presence } = await untilHeard(signals.next(), async () => {
    // Only changes are told, so each round makes two.
    for (const state of ['BUSY', 'AWAY'] as const) {
      await setPresence(agent, state);
      await setPresence(elsewhere, state);
    }
  });
  expect(presence.presence.user?.id).toBe(elsewhere.id);
});

test('typing in a channel of others is refused', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head);
  const answer = await student.ask(SetTypingDocument, { input: { channelId, active: true, key: aKey() } });
  expect(codesOf(answer)).toEqual(['NOT_FOUND']);
});
