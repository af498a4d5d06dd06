import { expect, test } from 'vitest';
import { stillTyping, withTypist } from './typing.rules';

const jonas = { id: 'user_a', name: 'Jonas', until: 5_000 };
const elise = { id: 'user_b', name: 'Élise', until: 8_000 };

test('a signal adds a person once and prolongs them', () => {
  const typists = withTypist(withTypist([jonas], elise, 0), { ...jonas, until: 9_000 }, 0);
  expect(typists.map(({ name, until }) => [name, until])).toEqual([
    ['Élise', 8_000],
    ['Jonas', 9_000],
  ]);
});

test('a signal that is over takes the person away', () => {
  expect(withTypist([jonas, elise], { ...jonas, until: 0 }, 1_000)).toEqual([elise]);
});

test('silence ends it', () => {
  expect(stillTyping([jonas, elise], 6_000)).toEqual([elise]);
});
