import { expect, test } from 'vitest';
import type { LogEvent } from './log.js';
import {
  idInStream,
  newestOf,
  numberOrNull,
  partsOf,
  textOf,
  textOrNull,
  textsOf,
  type Told,
  wordOf,
} from './told.js';

const told: Told = {
  ...{ text: 'Ada', number: 7, nothing: null },
  ...{ texts: ['a', 1, null, 'b'], parts: [{ text: 'inner' }, null, 'loose', { text: 3 }] },
};

test.each([
  ['a text', 'text', ['Ada', 'Ada', null, [], []]],
  ['a number', 'number', ['', null, 7, [], []]],
  ['null', 'nothing', ['', null, null, [], []]],
  ['nothing at all', 'absent', ['', null, null, [], []]],
  ['a list', 'texts', ['', null, null, ['a', 'b'], []]],
  ['a list of parts', 'parts', ['', null, null, ['loose'], [{ text: 'inner' }, { text: 3 }]]],
])('what is told as %s is read as what it is, or as nothing', (_what, name, read) => {
  const readers = [textOf, textOrNull, numberOrNull, textsOf, partsOf];
  expect(readers.map((reader) => reader(told, name))).toEqual(read);
});

test('parts are read like the whole', () => {
  expect(partsOf(told, 'parts').map((part) => textOf(part, 'text'))).toEqual(['inner', '']);
});

test('a word is one of those that are known', () => {
  const words = { ADA: 'Ada', BO: 'Bo' } as const;
  expect(wordOf(told, 'text', words)).toBe('Ada');
  expect(wordOf({ text: 'Cy' }, 'text', words)).toBeUndefined();
  expect(wordOf(told, 'absent', words)).toBeUndefined();
});

test('the id of a stream is what stands behind its first colon', () => {
  const ids = ['told:channel_1', 'channel:channel_1', 'a:b:c'].map((stream) =>
    idInStream({ stream } as LogEvent),
  );
  expect(ids).toEqual(['channel_1', 'channel_1', 'b:c']);
});

test('the newest of each id is kept, where the first stood', () => {
  const rows = [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
    { id: 'a', n: 3 },
  ];
  expect(newestOf(rows)).toEqual([
    { id: 'a', n: 3 },
    { id: 'b', n: 2 },
  ]);
});
