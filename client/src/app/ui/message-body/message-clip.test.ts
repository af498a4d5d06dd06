import { expect, test } from 'vitest';
import { clipped } from './message-clip';

test('what is short is whole', () => {
  expect(clipped('word '.repeat(800))).toBeNull();
  expect(clipped('a\n'.repeat(39))).toBeNull();
});

test('what is long ends with a line', () => {
  expect(clipped('a\n'.repeat(100))?.split('\n')).toHaveLength(24);
});

test('one long line ends with a word', () => {
  const shown = clipped('word '.repeat(200_000)) ?? '';
  expect(shown.length).toBeLessThanOrEqual(2_400);
  expect(shown.endsWith('word')).toBe(true);
});

test('one long word is cut', () => {
  expect(clipped('a'.repeat(1_000_000))).toBe('a'.repeat(2_400));
});
