import { expect, test } from 'vitest';
import { formatLocale } from './format-locale';

test('dates follow the variant of the language that the reader asks for', () => {
  expect(formatLocale('en', ['ar-EG', 'en-US', 'en'])).toBe('en-US');
  expect(formatLocale('ar', ['ar-EG', 'en-US'])).toBe('ar-EG');
});

test('without a variant they follow the usual one', () => {
  expect(formatLocale('en', ['en'])).toBe('en-GB');
  expect(formatLocale('ar', ['en-US'])).toBe('ar');
});
