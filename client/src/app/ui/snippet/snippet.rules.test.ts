import { expect, test } from 'vitest';
import { snippetParts, snippetText } from './snippet.rules';

test('a snippet is taken apart at its marks, and its signs are signs again', () => {
  expect(snippetParts('a &lt;b&gt; <mark>new</mark> &amp; &quot;<mark>old</mark>&quot;')).toEqual([
    { text: 'a <b> ', match: false },
    { text: 'new', match: true },
    { text: ' & "', match: false },
    { text: 'old', match: true },
    { text: '"', match: false },
  ]);
  expect(snippetText('&amp;lt; <mark>x</mark>')).toBe('&lt; x');
});
