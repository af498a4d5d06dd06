import { newId } from '@parley/kit';
import { expect, test } from 'vitest';
import { checkText, isStillEditable, parseMentions } from './message.rules.js';

test('a text is kept as it was written', () => {
  expect(checkText('  two\nlines ')).toBe('  two\nlines ');
});

test.each([
  ['2026-11-17T10:00:00Z', true],
  ['2026-11-16T10:00:00Z', true],
  ['2026-11-16T09:59:59Z', false],
])('a message of %s may be changed on the 17th at ten: %s', (sentAt, allowed) => {
  expect(isStillEditable(new Date(sentAt), new Date('2026-11-17T10:00:00Z'))).toBe(allowed);
});

test('mentions are found once each, in the order of the text', () => {
  const id = newId('user');
  expect(parseMentions(`[@A](mention:${id}) [@channel](mention:channel) [@A again](mention:${id})`)).toEqual([
    { kind: 'PERSON', targetId: id },
    { kind: 'EVERYONE', targetId: null },
  ]);
});

test.each([
  '[A](mention:here)',
  '[@A](https://example.org)',
  '[@A](mention:channel_1)',
  '[@](mention:here)',
  '@here',
])('%s mentions nobody', (text) => {
  expect(parseMentions(text)).toEqual([]);
});

test('channels that a text leads to are found beside whom it addresses', () => {
  const [channel, person] = [newId('channel'), newId('user')];
  const text = `[#Exams \\[EU\\]](mention:${channel}) [@Anna \\[guest\\]](mention:${person}) [#x](mention:${person})`;
  expect(parseMentions(text)).toEqual([
    { kind: 'CHANNEL', targetId: channel },
    { kind: 'PERSON', targetId: person },
  ]);
});

test('more than a hundred mentions are refused', () => {
  const many = Array.from({ length: 101 }, () => `[@A](mention:${newId('user')})`).join('');
  expect(() => parseMentions(many)).toThrow('at most 100');
});

test('a megabyte without a mention is looked through at once', () => {
  const start = performance.now();
  parseMentions('[@'.repeat(500_000));
  expect(performance.now() - start).toBeLessThan(1_000);
});
