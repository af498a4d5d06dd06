import { expect, test } from 'vitest';
import { readSeatToken, roomSecret, seatToken } from './seat-token.js';

const now = new Date('2026-11-22T10:00:00Z');
const grant = { room: 'room_1', participant: 'ann', expiresAt: new Date('2026-11-22T10:01:00Z') };

test('a token grants what it was made for, until it expires', () => {
  const token = seatToken('secret', grant);
  expect(token).toMatch(/^1795341660,janus\.plugin\.videoroom,room=room_1,participant=ann:[\w+/]{27}=$/);
  expect(readSeatToken('secret', token, now)).toEqual(grant);
  expect(readSeatToken('secret', token, grant.expiresAt)).toBeNull();
});

test.each([
  ['made with another secret', seatToken('other', grant)],
  ['changed', seatToken('secret', grant).replace('ann', 'bob')],
  ['cut off', seatToken('secret', grant).slice(0, -1)],
  ['empty', ''],
])('a token that was %s grants nothing', (_what, token) => {
  expect(readSeatToken('secret', token, now)).toBeNull();
});

test.each(['a,b', 'a:b', 'a=b', '', 'x'.repeat(201)])(
  'ids that would break a token apart are refused: %s',
  (id) => {
    expect(() => seatToken('secret', { ...grant, room: id })).toThrow(TypeError);
    expect(() => seatToken('secret', { ...grant, participant: id })).toThrow(TypeError);
  },
);

test('every room has a secret of its own', () => {
  expect(roomSecret('secret', 'a')).toBe(roomSecret('secret', 'a'));
  expect(roomSecret('secret', 'a')).not.toBe(roomSecret('secret', 'b'));
});
