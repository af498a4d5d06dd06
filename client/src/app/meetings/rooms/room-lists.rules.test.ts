import { expect, test } from 'vitest';
import { type ListedRoom, listOf, listsOf, minutesUntil } from './room-lists.rules';

const now = new Date('2026-11-22T12:00:00Z');
const room = (more: Partial<ListedRoom>): ListedRoom => ({
  ...{ id: 'r', kind: 'SCHEDULED', state: 'IDLE' },
  ...more,
});

test.each([
  ['what runs', room({ state: 'LIVE', kind: 'PERMANENT' }), 'now'],
  ['what lost its media', room({ state: 'FAILED' }), 'now'],
  ['what was begun at once and is empty', room({ kind: 'INSTANT' }), 'now'],
  ['what is always there', room({ kind: 'PERMANENT' }), 'permanent'],
  ['what begins later', room({ startsAt: '2026-11-22T14:00:00Z' }), 'planned'],
  [
    'what nobody has begun yet',
    room({ startsAt: '2026-11-22T10:00:00Z', endsAt: '2026-11-22T11:30:00Z' }),
    'planned',
  ],
  [
    'what nobody has begun at all',
    room({ startsAt: '2026-11-22T09:00:00Z', endsAt: '2026-11-22T10:30:00Z' }),
    'past',
  ],
  ['what is over', room({ state: 'ENDED', kind: 'PERMANENT' }), 'past'],
] as const)('%s has its list', (_what, meeting, list) => {
  expect(listOf(meeting, now)).toBe(list);
});

test('what begins next stands first, and so does what was last', () => {
  const lists = listsOf(
    [
      room({ id: 'later', startsAt: '2026-11-24T09:00:00Z' }),
      room({ id: 'sooner', startsAt: '2026-11-23T09:00:00Z' }),
      room({ id: 'older', state: 'ENDED', finishedAt: '2026-11-20T09:00:00Z' }),
      room({ id: 'newer', state: 'ENDED', startedAt: '2026-11-21T09:00:00Z' }),
    ],
    now,
  );
  expect(lists.planned.map(({ id }) => id)).toEqual(['sooner', 'later']);
  expect(lists.past.map(({ id }) => id)).toEqual(['newer', 'older']);
});

test('how soon it begins is told within the hour before', () => {
  expect(minutesUntil({ startsAt: '2026-11-22T12:03:20Z' }, now)).toBe(4);
  expect(minutesUntil({ startsAt: '2026-11-22T13:00:01Z' }, now)).toBeNull();
  expect(minutesUntil({ startsAt: '2026-11-22T11:59:00Z' }, now)).toBeNull();
  expect(minutesUntil({ startsAt: null }, now)).toBeNull();
});
