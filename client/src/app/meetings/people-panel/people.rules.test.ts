import { expect, test } from 'vitest';
import { type RoomPerson, deedsFor, handPlaces, peopleOf } from './people.rules';

const somebody = (id: string, more: Partial<RoomPerson> = {}): RoomPerson => ({
  ...{ id, displayName: id, role: 'PARTICIPANT', state: 'JOINED', microphone: false, camera: false },
  ...more,
});

const host = { participantId: 'me', mayModerate: true, mayManage: true };

test('raised hands come first in their order, then roles, then names as the language sorts them', () => {
  const room = [
    somebody('Zoe'),
    somebody('élise'),
    somebody('Host', { role: 'HOST' }),
    somebody('Second', { handRaisedAt: '2026-11-22T10:00:05Z' }),
    somebody('First', { handRaisedAt: '2026-11-22T10:00:01Z' }),
    somebody('Gone', { state: 'LEFT', handRaisedAt: '2026-11-22T09:00:00Z' }),
    somebody('Lost', { state: 'RECONNECTING' }),
  ];
  const { present } = peopleOf(room, 'en');
  expect(present.map(({ id }) => id)).toEqual(['First', 'Second', 'Host', 'élise', 'Lost', 'Zoe']);
  expect([...handPlaces(room)]).toEqual([
    ['First', 1],
    ['Second', 2],
  ]);
});

test('whoever knocked first waits at the head of the lobby', () => {
  const { waiting, present } = peopleOf(
    [
      somebody('b', { state: 'WAITING' }),
      somebody('a', { state: 'WAITING' }),
      somebody('c', { state: 'DENIED' }),
    ],
    'en',
  );
  expect(waiting.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(present).toEqual([]);
});

test('only what has a meaning just now is offered', () => {
  const loud = somebody('loud', { microphone: true, camera: true, handRaisedAt: '2026-11-22T10:00:00Z' });
  expect(deedsFor(loud, host, null)).toEqual([
    ...['mute', 'stopVideo', 'lowerHand', 'spotlight'],
    ...['makeCohost', 'makePresenter', 'remove'],
  ]);
  expect(deedsFor(somebody('still'), host, 'still')).toEqual([
    'unspotlight',
    'makeCohost',
    'makePresenter',
    'remove',
  ]);
});

test.each([
  ['somebody who may only take part', somebody('x'), { ...host, mayModerate: false, mayManage: false }, []],
  ['a co-host, who gives no roles', somebody('x'), { ...host, mayManage: false }, ['spotlight', 'remove']],
  ['the host, about themselves', somebody('me', { role: 'HOST', microphone: true }), host, ['spotlight']],
  ['about the host', somebody('x', { role: 'HOST', microphone: true }), host, ['mute', 'spotlight']],
  ['about a guest, who stays one', somebody('x', { role: 'GUEST' }), host, ['spotlight', 'remove']],
  ['about somebody who is gone', somebody('x', { state: 'LEFT' }), host, []],
] as const)('%s', (_who, person, power, deeds) => {
  expect(deedsFor(person, power, null)).toEqual(deeds);
});
