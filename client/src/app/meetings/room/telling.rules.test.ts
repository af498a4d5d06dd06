import { expect, test } from 'vitest';
import { type Present, type Told, tidingsBetween } from './telling.rules';

const person = (displayName: string, more: Partial<Told> = {}): Told => ({
  ...{ displayName, screen: false, handRaisedAt: null },
  ...more,
});
const room = (...people: readonly Told[]): Present => new Map(people.map((each) => [each.displayName, each]));
const crowd = (count: number): Told[] =>
  Array.from({ length: count }, (_, n) => person(`Person ${String(n)}`));

test('who comes and who goes is told in one sentence each', () => {
  const before = room(person('Me'), person('Amara'));
  const now = room(person('Me'), person('Daniel'), person('Jonas'));
  expect(tidingsBetween(before, now, 'Me', false)).toEqual([
    { what: 'came', names: ['Daniel', 'Jonas'] },
    { what: 'left', names: ['Amara'] },
  ]);
});

test('in a crowd nobody is told of one by one, but who begins to share is', () => {
  const before = room(...crowd(30));
  const now = room(...crowd(29), person('Amara', { screen: true }));
  expect(tidingsBetween(before, now, 'Person 0', true)).toEqual([{ what: 'shares', names: ['Amara'] }]);
});

test('who begins to share and who ends it is told, but for oneself', () => {
  const off = room(person('Me'), person('Amara'));
  const on = room(person('Me', { screen: true }), person('Amara', { screen: true }));
  expect(tidingsBetween(off, on, 'Me', false)).toEqual([{ what: 'shares', names: ['Amara'] }]);
  expect(tidingsBetween(on, off, 'Me', false)).toEqual([{ what: 'sharesNoMore', names: ['Amara'] }]);
});

test('whoever keeps order hears of hands, once for each', () => {
  const down = room(person('Amara'));
  const up = room(person('Amara', { handRaisedAt: '2026-11-22T20:00:00Z' }));
  expect(tidingsBetween(down, up, 'Me', true)).toEqual([{ what: 'hand', names: ['Amara'] }]);
  expect(tidingsBetween(down, up, 'Me', false)).toEqual([]);
  expect(tidingsBetween(up, up, 'Me', true)).toEqual([]);
  expect(tidingsBetween(up, down, 'Me', true)).toEqual([]);
});
