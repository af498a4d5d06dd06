import { expect, test } from 'vitest';
import { midnightOf } from './day.rules';

test('a day begins at midnight of the reader', () => {
  expect(midnightOf(' 2026-11-21 ')).toEqual(new Date(2026, 10, 21));
});

test.each(['', '21.11.2026', '2026-02-30', '2026-13-01', 'yesterday'])('%j is no day', (text) => {
  expect(midnightOf(text)).toBeNull();
});
