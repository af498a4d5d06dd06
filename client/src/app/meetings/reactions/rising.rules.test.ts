import { expect, test } from 'vitest';
import { type Rising, mayReact, saidOf, withReaction } from './rising.rules';

const many = (count: number): readonly Rising[] =>
  Array.from({ length: count }, (_, nth) => nth).reduce<readonly Rising[]>(
    (rising, nth) => withReaction(rising, { nth, emoji: '👏', name: 'Amara' }),
    [],
  );

test('reactions that come together rise side by side, within the stage', () => {
  const rising = many(7);
  expect(new Set(rising.map(({ x }) => x)).size).toBe(7);
  expect(Math.min(...rising.map(({ x }) => x))).toBe(0);
  expect(Math.max(...rising.map(({ x }) => x))).toBe(1);
});

test('of too many the oldest go', () => {
  const rising = many(30);
  expect(rising).toHaveLength(24);
  expect(rising[0]?.nth).toBe(6);
});

test('what was shown last is said with who shows it', () => {
  expect(saidOf([])).toBe('');
  expect(saidOf(many(2))).toBe('Amara 👏');
  expect(saidOf(withReaction([], { nth: 0, emoji: '🎉', name: '' }))).toBe('🎉');
});

test('who presents always reacts, the others where that is allowed', () => {
  expect(mayReact('HOST', [])).toBe(true);
  expect(mayReact('PARTICIPANT', ['REACT'])).toBe(true);
  expect(mayReact('PARTICIPANT', ['SPEAK'])).toBe(false);
  expect(mayReact(undefined, [])).toBe(false);
});
