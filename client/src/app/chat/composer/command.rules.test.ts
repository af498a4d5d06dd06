import { expect, test } from 'vitest';
import { commandIn, unescapedSlash } from './command.rules';

test.each([
  ['/leave', { name: 'leave', argument: '' }],
  ['/topic  Exams in June ', { name: 'topic', argument: 'Exams in June' }],
  ['/topic two\nlines', { name: 'topic', argument: 'two\nlines' }],
])('%j is a command', (text, written) => {
  expect(commandIn(text)).toEqual(written);
});

test.each(['/etc/hosts', '//leave', '/', '/ leave', 'so /leave', '/Leave', '/1'])('%j is none', (text) => {
  expect(commandIn(text)).toBeNull();
});

test.each([
  ['//leave', '/leave'],
  ['///', '///'],
  ['/leave', '/leave'],
])('a slash is written by doubling it: %j', (text, sent) => {
  expect(unescapedSlash(text)).toBe(sent);
});
