import { describe, expect, test } from 'vitest';
import { complete, format, insertAt, tokenAt } from './writing.rules';

describe('tokenAt', () => {
  test.each([
    ['@wan', { kind: 'mention', query: 'wan', start: 0, end: 4 }],
    ['hello @Élise T', { kind: 'mention', query: 'Élise T', start: 6, end: 14 }],
    ['@', { kind: 'mention', query: '', start: 0, end: 1 }],
    ['/to', { kind: 'command', query: 'to', start: 0, end: 3 }],
    ['/', { kind: 'command', query: '', start: 0, end: 1 }],
    ['yes :thu', { kind: 'emoji', query: 'thu', start: 4, end: 8 }],
    ['see #exam-2', { kind: 'tag', query: 'exam-2', start: 4, end: 11 }],
    ['see #Exam boards [E', { kind: 'tag', query: 'Exam boards [E', start: 4, end: 19 }],
    ['#لجنة الامتحانات', { kind: 'tag', query: 'لجنة الامتحانات', start: 0, end: 16 }],
  ])('%j asks for suggestions', (text, token) => {
    expect(tokenAt(text, text.length)).toEqual(token);
  });

  test.each([
    'me@home',
    'at 14:00',
    ':',
    ': a',
    'done. ',
    '@one two three',
    'and /to',
    '//to',
    '#',
    'a#b',
    '# ',
    '#exam ',
    '#one two three four five six seven',
  ])('%j asks for none', (text) => {
    expect(tokenAt(text, text.length)).toBeNull();
  });
});

test('a suggestion replaces its token and leaves one space', () => {
  const text = 'hi @wan there';
  const token = tokenAt(text, 7);
  expect(token && complete(text, token, '@Wanjiru Kamau')).toEqual({
    text: 'hi @Wanjiru Kamau there',
    start: 18,
    end: 18,
  });
});

test('an insertion replaces the selection', () => {
  expect(insertAt({ text: 'a bc d', start: 2, end: 4 }, '🎉')).toEqual({ text: 'a 🎉 d', start: 4, end: 4 });
});

describe('format', () => {
  const selected = { text: 'say it loud', start: 4, end: 6 };

  test('bold is put around the selection and taken back', () => {
    const bold = format(selected, 'bold');
    expect(bold).toEqual({ text: 'say **it** loud', start: 6, end: 8 });
    expect(format(bold, 'bold')).toEqual(selected);
  });

  test('a list begins every selected line, and stops doing so', () => {
    const listed = format({ text: 'one\ntwo', start: 0, end: 7 }, 'list');
    expect(listed.text).toBe('- one\n- two');
    expect(format(listed, 'list').text).toBe('one\ntwo');
  });

  test('a link leaves the caret where the address goes', () => {
    const link = format(selected, 'link');
    expect(link.text).toBe('say [it](https://) loud');
    expect(link.text.slice(0, link.start)).toBe('say [it](https://');
  });
});
