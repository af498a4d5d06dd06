import { expect, test } from 'vitest';
import { parseHashtags } from './hashtag.rules.js';

test.each([
  ['see #Grades and #grades, #exam-2026!', ['grades', 'exam-2026']],
  ['#日本語 #naïve_1', ['日本語', 'naïve_1']],
  ['# Title #1 #2026 ##x a#b &#39; https://example.org/#part [#no](https://x.org/#yes) `#code`', ['no']],
  ['```\n#include\n``` #after', ['after']],
  ['#trailing- #-', ['trailing']],
  ['[#Exam boards](mention:channel_1) and #exams', ['exams']],
])('%s has the tags %j', (text, tags) => {
  expect(parseHashtags(text)).toEqual(tags);
});

test('at most fifty are kept, and none that is too long', () => {
  expect(parseHashtags(Array.from({ length: 60 }, (_, n) => `#t${String(n)}`).join(' '))).toHaveLength(50);
  expect(parseHashtags(`#${'a'.repeat(65)}`)).toEqual([]);
});

test('a megabyte of signs is looked through at once', () => {
  for (const part of ['#', '#1', '`', '```', '#a', 'ab:/', '](', 'a', '[#a', '[#\\\\a']) {
    const start = performance.now();
    parseHashtags(`#${part.repeat(1_000_000 / part.length)}`);
    expect(performance.now() - start).toBeLessThan(2_000);
  }
});
