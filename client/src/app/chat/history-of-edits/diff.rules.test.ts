import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedNames, differences } from './diff.rules';

test('a word that changed goes and comes in its place', () => {
  expect(differences('We meet at ten.', 'We meet at eleven.')).toEqual([
    { kind: 'same', text: 'We meet at ' },
    { kind: 'removed', text: 'ten.' },
    { kind: 'added', text: 'eleven.' },
  ]);
});

test('what is the same is one piece, and nothing is nothing', () => {
  expect(differences('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
  expect(differences('', '')).toEqual([]);
  expect(differences('', 'new')).toEqual([{ kind: 'added', text: 'new' }]);
});

test('a long text that is all new is compared in no time', () => {
  const text = (word: string) => Array.from({ length: 8_000 }, (_, n) => `${word}${String(n)}`).join(' ');
  const began = performance.now();
  expect(differences(text('a'), text('b'))).toHaveLength(2);
  expect(performance.now() - began).toBeLessThan(500);
});

test('without what came it is the old wording, without what went the new one', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n'), { maxLength: 30 });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [before, after] = [one.join(''), other.join('')];
      const parts = differences(before, after);
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map(({ text }) => text)
          .join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});

test('a file that came, one that went and one of two of the same name are told apart', () => {
  expect(changedNames(['a.png', 'b.png'], ['b.png', 'c.png'])).toEqual([
    { kind: 'removed', name: 'a.png' },
    { kind: 'added', name: 'c.png' },
  ]);
  expect(changedNames(['a.png', 'a.png'], ['a.png'])).toEqual([{ kind: 'removed', name: 'a.png' }]);
  expect(changedNames(['a.png'], ['a.png'])).toEqual([]);
});
