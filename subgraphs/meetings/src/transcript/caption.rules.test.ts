import { expect, test } from 'vitest';
import { checkCaption, checkLanguage, spanOf } from './caption.rules.js';

test('words are one line', () => {
  expect(checkCaption({ text: ' Good\n  morning ', seconds: 2 })).toEqual({
    text: 'Good morning',
    seconds: 2,
  });
});

test.each([
  ['text', { text: ' ', seconds: 1 }],
  ['text', { text: 'a'.repeat(1_001), seconds: 1 }],
  ['text', { text: 'a\u0000', seconds: 1 }],
  ['text', { text: '\uD83D', seconds: 1 }],
  ['seconds', { text: 'a', seconds: 0 }],
  ['seconds', { text: 'a', seconds: 61 }],
  ['seconds', { text: 'a', seconds: Number.NaN }],
])('the %s of %j is refused', (field, caption) => {
  expect(() => checkCaption(caption)).toThrow(
    expect.objectContaining({ extensions: { code: 'INVALID', field } }),
  );
});

test.each(['en', 'pt-BR', 'zh-Hant-TW'])('%s is a language', (language) => {
  expect(() => {
    checkLanguage(language);
  }).not.toThrow();
});

test.each(['', 'english', 'en_US', 'en-'])('"%s" is none', (language) => {
  expect(() => {
    checkLanguage(language);
  }).toThrow('Write a language');
});

test('words end when they are told, and never begin before the meeting', () => {
  const [began, now] = [new Date('2026-01-01T10:00:00Z'), new Date('2026-01-01T10:00:05.500Z')];
  expect(spanOf(began, 2, now)).toEqual([3.5, 5.5]);
  expect(spanOf(began, 20, now)).toEqual([0, 5.5]);
  expect(spanOf(null, 2, now)).toEqual([0, 0.001]);
});
