import { expect, test } from 'vitest';
import { initialsOf, tintOf } from './initials';

test.each([
  ['Amara Okafor', 'AO'],
  ['Élise Tremblay', 'ÉT'],
  ['Mei-Ling Chen', 'MC'],
  ['Noor', 'N'],
  ['  Ana  Maria Pereira ', 'AP'],
  ['', ''],
])('%j has the initials %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('a person keeps their tint, one of eight', () => {
  expect(tintOf('user_01')).toBe(tintOf('user_01'));
  const tints = new Set(Array.from({ length: 200 }, (_, n) => tintOf(`user_${n}`)));
  expect([...tints].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
