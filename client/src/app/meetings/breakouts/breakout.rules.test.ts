import { expect, test } from 'vitest';
import { type Whereabouts, clockOf, destinationOf, sharedOut, shuffled } from './breakout.rules';

const session = { openedAt: '2026-11-22T10:00:00Z', closesAt: null };
const hall = (more: Partial<Whereabouts> = {}): Whereabouts => ({ id: 'hall', state: 'LIVE', ...more });
const room = (parent: Whereabouts['parent'], state = 'LIVE'): Whereabouts => ({ id: 'left', state, parent });
const nowhere = new Set<string>();

test('who was put into a room goes there when it opens, once', () => {
  const here = hall({ breakoutSession: session, viewerBreakout: { id: 'left' } });
  const to = destinationOf(here, nowhere);
  expect(to?.meetingId).toBe('left');
  expect(destinationOf(here, new Set([to?.key ?? '']))).toBeNull();
  const again = { ...here, breakoutSession: { ...session, openedAt: '2026-11-22T11:00:00Z' } };
  expect(destinationOf(again, new Set([to?.key ?? '']))?.meetingId).toBe('left');
});

test('who was put into none stays, and so does everybody before they open', () => {
  expect(destinationOf(hall({ breakoutSession: session, viewerBreakout: null }), nowhere)).toBeNull();
  expect(destinationOf(hall(), nowhere)).toBeNull();
});

test('who is in a room comes back when it closes, and goes on when they are put elsewhere', () => {
  expect(destinationOf(room({ id: 'hall', breakoutSession: null }), nowhere)?.meetingId).toBe('hall');
  expect(destinationOf(room({ id: 'hall', breakoutSession: session }, 'ENDED'), nowhere)?.meetingId).toBe(
    'hall',
  );
  const elsewhere = { id: 'hall', breakoutSession: session, viewerBreakout: { id: 'right' } };
  expect(destinationOf(room(elsewhere), nowhere)?.meetingId).toBe('right');
  expect(destinationOf(room({ ...elsewhere, viewerBreakout: { id: 'left' } }), nowhere)).toBeNull();
  expect(destinationOf(room({ ...elsewhere, viewerBreakout: null }), nowhere)).toBeNull();
});

test('a meeting that is over sends nobody anywhere', () => {
  const over = hall({ state: 'ENDED', breakoutSession: session, viewerBreakout: { id: 'left' } });
  expect(destinationOf(over, nowhere)).toBeNull();
});

test('people are shared out evenly', () => {
  const people = ['a', 'b', 'c', 'd', 'e'].map((userId) => ({ userId, name: userId }));
  expect([...sharedOut(people, 2).values()]).toEqual([0, 1, 0, 1, 0]);
  const counts = [0, 1, 2].map(
    (at) => [...sharedOut(people, 3).values()].filter((each) => each === at).length,
  );
  expect(counts).toEqual([2, 2, 1]);
});

test('at random everybody is there once', () => {
  const items = [1, 2, 3, 4, 5];
  expect(shuffled(items, () => 0)).not.toEqual(items);
  expect(shuffled(items, Math.random).toSorted()).toEqual(items);
  expect(items).toEqual([1, 2, 3, 4, 5]);
});

test('a clock that runs down shows the second it is in, and ends at nothing', () => {
  expect([clockOf(245), clockOf(59.2), clockOf(0), clockOf(-3)]).toEqual(['4:05', '1:00', '0:00', '0:00']);
});
