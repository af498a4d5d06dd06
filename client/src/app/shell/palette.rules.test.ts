import { expect, test } from 'vitest';
import { jumpsFor } from './palette.rules';

const at = (name: string, lastAt = '', unread = false) => ({ name, unread, lastAt });
const names = (typed: string, conversations: Parameters<typeof jumpsFor>[0]) =>
  jumpsFor(conversations, typed).map(({ name }) => name);

test('what is unread comes first, then where something was said last', () => {
  const all = [
    at('Silent'),
    at('Old', '2026-01-01'),
    at('New', '2026-11-01'),
    at('Waits', '2025-01-01', true),
  ];
  expect(names('', all)).toEqual(['Waits', 'New', 'Old', 'Silent']);
});

test('of what fits the letters, unread goes before names that begin so, and the whole name before all', () => {
  const all = [
    at('Nairobi exams', '', true),
    at('Exam boards', '2026-11-01'),
    at('Exams'),
    at('Halls', '', true),
  ];
  expect(names('exams', all)).toEqual(['Exams', 'Nairobi exams']);
  expect(names('exam', all)).toEqual(['Nairobi exams', 'Exam boards', 'Exams']);
});

test('case and accents do not matter', () => {
  expect(names('ELISE t', [at('Élise Tremblay')])).toEqual(['Élise Tremblay']);
  expect(names('x', [at('Élise Tremblay')])).toEqual([]);
});
