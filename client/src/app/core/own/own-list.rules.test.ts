import { expect, test } from 'vitest';
import { afterChange } from './own-list.rules';

const list = [
  { id: 'a', text: 'one' },
  { id: 'b', text: 'two' },
];

test('what is new comes first, what changed stays in its place, what went is gone', () => {
  expect(afterChange(list, 'c', { id: 'c', text: 'three' }).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(afterChange(list, 'b', { id: 'b', text: 'new' })).toEqual([list[0], { id: 'b', text: 'new' }]);
  expect(afterChange(list, 'a', null)).toEqual([list[1]]);
});

test('hearing twice that something went changes nothing', () => {
  expect(afterChange(afterChange(list, 'a', null), 'a', null)).toEqual([list[1]]);
});
