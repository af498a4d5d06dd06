import { expect, test } from 'vitest';
import type { ParticipantState, RoomQuery } from '../../../generated/graphql';
import { type RoomEvent, afterRoomEvent, comingsBetween } from './room.rules';

const person = (id: string, state: ParticipantState = 'JOINED') => ({ id, state, displayName: id });
const room = (...ids: readonly string[]) =>
  ({ meeting: { id: 'm', participants: { nodes: ids.map((id) => person(id)) } } }) as unknown as RoomQuery;
const changed = (id: string, state: ParticipantState) =>
  ({ __typename: 'ParticipantChanged', participant: person(id, state) }) as unknown as RoomEvent;
const idsIn = ({ meeting }: RoomQuery) => meeting?.participants.nodes.map(({ id }) => id);

test.each<readonly [string, string, ParticipantState, readonly string[]]>([
  ['who comes stands at the end', 'c', 'JOINED', ['a', 'b', 'c']],
  ['whose line breaks stays', 'a', 'RECONNECTING', ['a', 'b']],
  ['who leaves is gone', 'a', 'LEFT', ['b']],
  ['who is removed is gone', 'b', 'REMOVED', ['a']],
  ['who waits is not in', 'c', 'WAITING', ['a', 'b']],
])('%s', (_name, id, state, expected) => {
  expect(idsIn(afterRoomEvent(room('a', 'b'), changed(id, state)))).toEqual(expected);
});

test('hearing an event twice changes nothing', () => {
  const after = afterRoomEvent(room('a'), changed('b', 'JOINED'));
  expect(afterRoomEvent(after, changed('b', 'JOINED'))).toBe(after);
});

test('who came and who went is told by name, without oneself', () => {
  const before = new Map([['me', 'Me'], ['a', 'Amara']]); // prettier-ignore
  const now = new Map([['me', 'Me'], ['j', 'Jonas']]); // prettier-ignore
  expect(comingsBetween(before, now, 'me')).toEqual({ came: ['Jonas'], left: ['Amara'] });
  expect(comingsBetween(new Map(), now, 'me')).toEqual({ came: ['Jonas'], left: [] });
});
