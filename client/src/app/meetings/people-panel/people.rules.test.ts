import { expect, test } from 'vitest';
import { type RoomPerson, deedsFor, handPlaces, peopleOf, roleOf, withName } from './people.rules';

const somebody = (id: string, more: Partial<RoomPerson> = {}): RoomPerson => ({
  ...{ id, displayName: id, role: 'PARTICIPANT', state: 'JOINED', microphone: false, camera: false },
  ...{ isGuest: false, isCreator: false },
  ...more,
});

const host = { participantId: 'me', role: 'HOST' } as const;
const cohost = { participantId: 'me', role: 'COHOST' } as const;

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

const roles = ['makeHost', 'makeCohost', 'makePresenter'] as const;

test.each([
  [
    'somebody who speaks, is seen and wants to speak',
    { microphone: true, camera: true, handRaisedAt: '2026-11-22T10:00:00Z' },
    ['mute', 'stopVideo', 'lowerHand', 'spotlight', ...roles, 'remove'],
  ],
  ['somebody who is still', {}, ['spotlight', ...roles, 'remove']],
  [
    'another host',
    { role: 'HOST', microphone: true },
    ['mute', 'spotlight', ...roles.slice(1), 'makeParticipant', 'remove'],
  ],
  ['whoever made the meeting', { role: 'HOST', isCreator: true }, ['spotlight', 'remove']],
  ['a guest', { role: 'GUEST', isGuest: true }, ['spotlight', 'makePresenter', 'remove']],
  ['a guest who presents', { role: 'PRESENTER', isGuest: true }, ['spotlight', 'makeGuest', 'remove']],
  ['somebody who is gone', { state: 'LEFT' }, []],
] as const)('what a host may do about %s', (_who, person, deeds) => {
  expect(deedsFor(somebody('x', person), host, null)).toEqual(deeds);
});

test('a co-host does nothing to those who stand as high, and gives no role that does', () => {
  const loud = { microphone: true };
  expect(deedsFor(somebody('x', { ...loud, role: 'COHOST' }), cohost, null)).toEqual(['spotlight']);
  expect(deedsFor(somebody('x', { ...loud, role: 'HOST' }), cohost, null)).toEqual(['spotlight']);
  expect(deedsFor(somebody('x', loud), cohost, 'x')).toEqual([
    'mute',
    'unspotlight',
    'makePresenter',
    'remove',
  ]);
});

test('about oneself one only decides who is shown large, and whoever takes part decides nothing', () => {
  expect(deedsFor(somebody('me', { role: 'HOST', microphone: true }), host, null)).toEqual(['spotlight']);
  expect(deedsFor(somebody('x'), { participantId: 'me', role: 'PRESENTER' }, null)).toEqual([]);
  expect(deedsFor(somebody('x'), { participantId: null, role: null }, null)).toEqual([]);
});

test('a deed that gives a role names it', () => {
  expect([roleOf('makeCohost'), roleOf('makeGuest'), roleOf('mute')]).toEqual(['COHOST', 'GUEST', null]);
});

test.each([
  ['', ['Zsófia von Hohenberg', 'Grace Wambui']],
  ['zsofia', ['Zsófia von Hohenberg']],
  ['hohen ZSÓ', ['Zsófia von Hohenberg']],
  [' wam ', ['Grace Wambui']],
  ['grace hohenberg', []],
])('"%s" finds %o', (sought, names) => {
  const room = [somebody('Zsófia von Hohenberg'), somebody('Grace Wambui')];
  expect(withName(room, sought).map(({ displayName }) => displayName)).toEqual(names);
});
