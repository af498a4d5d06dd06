import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageOf } from './language.rules.js';
import { searchedText, shownText } from './plain-text.rules.js';
import { holdsPhrase, parseQuery } from './query.rules.js';
import { snippetOf } from './snippet.rules.js';
import { distanceBetween, folded, shapeOf, tokenize } from './word.rules.js';

const NOW = new Date('2026-11-21T10:00:00Z');

const words = (text: string): string[] => tokenize(text).map(({ word }) => word);

test.each([
  ['The exam-board: 2.14!', ['the', 'exam', 'board', '2', '14']],
  ['Straße & Ærø & Łódź', ['strasse', 'aero', 'lodz']],
  ['naïve café', ['naive', 'cafe']],
  ['हिन्दी में', ['हिन्दी', 'में']],
  ['東京タワー', ['東京', '京タ', 'タワ', 'ワー']],
  ['v2東京', ['v2', '東京']],
  ['字', ['字']],
])('%s is the words %j', (text, expected) => {
  expect(words(text)).toEqual(expected.map((word) => word.normalize('NFC')));
});

test('every word stands where it is said to stand', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      for (const { word, start, end } of tokenize(text)) {
        expect(end).toBeGreaterThan(start);
        expect(folded(text.slice(start, end)).slice(0, 64)).toBe(word);
      }
    }),
  );
});

test('a shape is ASCII, and as long as its word', () => {
  expect(shapeOf('book')).toBe('book');
  expect(shapeOf('книга')).toMatch(/^[a-z0-9]{5}$/);
  expect(shapeOf('книга').slice(1)).not.toBe(shapeOf('книги').slice(1));
});

test.each([
  ['receive', 'recieve', 1],
  ['same', 'same', 0],
  ['kitten', 'sitting', 3],
  ['a', 'abcdef', 3],
])('from %s to %s it is %i letters, counted up to three', (one, other, distance) => {
  expect(distanceBetween(one, other, 2)).toBe(distance);
});

test.each([
  ['the minutes are ready for you', 'english'],
  ['das Protokoll ist noch nicht fertig', 'german'],
  ['le compte rendu est dans les documents', 'french'],
  ['протокол готов', 'russian'],
  ['المحضر جاهز', 'arabic'],
  ['東京', null],
  ['2026', null],
])('%s is in %s', (text, language) => {
  expect(languageOf(words(text))).toBe(language);
});

test('a query is taken apart', () => {
  const query =
    'late "exam board" -draft #Grades from:@Wei from:"Amara Okafor" in:#boards has:links is:thread -has:file';
  expect(parseQuery(`${query} before:2026-11-01 mentions:me`, NOW)).toEqual({
    words: ['late', 'exam', 'board'],
    phrases: [['exam', 'board']],
    excludedWords: ['draft'],
    facts: ['#grades', ':has:link', ':is:thread'],
    excludedFacts: [':has:file'],
    from: ['Wei', 'Amara Okafor'],
    mentions: ['me'],
    in: ['boards'],
    after: null,
    before: new Date('2026-11-01T00:00:00Z'),
  });
});

test.each([
  ['on:2026-11-20', '2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
  ['after:yesterday', '2026-11-20T00:00:00.000Z', undefined],
  ['after:7d', '2026-11-14T10:00:00.000Z', undefined],
  ['before:2026-11-20T08:00:00+03:00', undefined, '2026-11-20T05:00:00.000Z'],
])('%s is from %s to %s', (query, after, before) => {
  const parsed = parseQuery(query, NOW);
  expect([parsed.after?.toISOString(), parsed.before?.toISOString()]).toEqual([after, before]);
});

test.each(['https://example.org', 'has:nothing', 'before:soon', 'note:this', 'from:', '12:30'])(
  'what looks like an operator and is none is words: %s',
  (query) => {
    const parsed = parseQuery(query, NOW);
    expect(parsed.words).toEqual(words(query));
    expect([parsed.before, parsed.facts]).toEqual([null, []]);
  },
);

test('a phrase is found where its words stand in a row', () => {
  expect(holdsPhrase(['a', 'b', 'a', 'c'], ['a', 'c'])).toBe(true);
  expect(holdsPhrase(['a', 'b', 'c'], ['a', 'c'])).toBe(false);
});

test('what is shown hides what is hidden, what is searched does not', () => {
  const text = '# Title\n**bold** [@Wei](mention:user_1) ||the end|| `code`';
  expect(shownText(text)).toBe('Title bold @Wei ▒▒▒ code');
  expect(shownText('[@Anna \\[guest\\]](mention:user_1) has it')).toBe('@Anna [guest] has it');
  expect(searchedText(text)).toContain('the end');
  expect(searchedText(text)).not.toContain('user_1');
});

test('a snippet is safe whatever the text is, and marks only what fits', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 600 }),
      fc.string({ maxLength: 3 }),
      (text, word) => {
        const snippet = snippetOf(`${text} ${word}`, (each) => each === word);
        const bare = snippet.replaceAll('<mark>', '').replaceAll('</mark>', '');
        expect(bare).not.toMatch(/[<>]/);
        expect(snippet.split('<mark>')).toHaveLength(snippet.split('</mark>').length);
      },
    ),
  );
});

test('a hundred thousand letters of anything are taken apart at once', () => {
  for (const part of ['[', '[@', '||', '`', '#', 'a', '字', '"', '- ', 'x:', '&']) {
    const text = part.repeat(100_000 / part.length);
    const start = performance.now();
    tokenize(shownText(text));
    tokenize(searchedText(text));
    expect(performance.now() - start).toBeLessThan(1_000);
  }
});
