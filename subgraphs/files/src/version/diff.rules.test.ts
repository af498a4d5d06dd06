import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DIFF_LINES, diffOf } from './diff.rules.js';

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 });

test('the lines that stayed and went are the older text, those that stayed and came the newer one', () => {
  fc.assert(
    fc.property(text, text, (older, newer) => {
      const lines = diffOf(`${older.join('\n')}\n`, `${newer.join('\n')}\n`);
      const of = (not: string): string[] =>
        lines.filter(({ change }) => change !== not).map((line) => line.text);
      expect([of('ADDED'), of('REMOVED')]).toEqual([
        older.length ? older : [''],
        newer.length ? newer : [''],
      ]);
    }),
  );
});

test('as few lines as can be are told to have changed', () => {
  const changed = (older: string, newer: string): number =>
    diffOf(older, newer).filter(({ change }) => change !== 'SAME').length;
  expect(changed('a\nb\nc\na\nb\nb\na', 'c\nb\na\nb\na\nc')).toBe(5);
  expect(changed('a\nb', 'a\nb')).toBe(0);
  expect(changed('', 'a\nb')).toBe(2);
  expect(changed('a\r\nb\r\n', '\uFEFFa\nb')).toBe(0);
});

test('texts that have nothing in common are told as one that went and one that came', () => {
  const lines = (letter: string): string =>
    Array.from({ length: 900 }, (_, n) => `${letter}${String(n)}`).join('\n');
  const diff = diffOf(lines('a'), lines('b'));
  expect(diff.map(({ change }) => change)).toEqual([
    ...Array<string>(900).fill('REMOVED'),
    ...Array<string>(900).fill('ADDED'),
  ]);
  expect(diffOf(lines('a').repeat(2), lines('b').repeat(3))).toHaveLength(DIFF_LINES);
});
