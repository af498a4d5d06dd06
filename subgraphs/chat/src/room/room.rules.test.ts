import { expect, test } from 'vitest';
import { nameOfRoom, placeInRoom } from './room.rules.js';

test.each([
  ['HOST', 'JOINED', 'OWNER'],
  ['COHOST', 'JOINED', 'MODERATOR'],
  ['PRESENTER', 'RECONNECTING', 'MEMBER'],
  ['PARTICIPANT', 'LEFT', 'MEMBER'],
  ['GUEST', 'JOINED', 'GUEST'],
  ['GUEST', 'LEFT', null],
  ['PARTICIPANT', 'REMOVED', null],
  ['PARTICIPANT', 'WAITING', null],
  ['GUEST', 'DENIED', null],
])('a %s who is %s is %s in the channel of the room', (role, state, place) => {
  expect(placeInRoom({ role, state })).toBe(place);
});

test('a channel is called as its room, cut to what a name may be', () => {
  expect(nameOfRoom('Weekly ')).toBe('Weekly');
  expect(nameOfRoom('a'.repeat(80))).toHaveLength(80);
  expect(nameOfRoom('a'.repeat(81))).toBe(`${'a'.repeat(79)}…`);
});
