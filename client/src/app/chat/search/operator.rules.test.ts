import { expect, test } from 'vitest';
import { askable, finished, narrowings, typedAt, without } from './operator.rules';

test('the parts that narrow a query are told apart from its words', () => {
  const query = 'late from:"Amara Okafor" -has:file #grades note:this in:boards';
  expect(narrowings(query).map(({ part, operator, value, not }) => [part, operator, value, not])).toEqual([
    ['from:"Amara Okafor"', 'from', 'Amara Okafor', false],
    ['-has:file', 'has', 'file', true],
    ['#grades', '#', 'grades', false],
    ['in:boards', 'in', 'boards', false],
  ]);
  expect(without(query, '-has:file')).toBe('late from:"Amara Okafor" #grades note:this in:boards');
});

test.each([
  ['late fro', null, 'fro', 5],
  ['late from:', 'from', '', 5],
  ['late from:Am', 'from', 'Am', 5],
  ['from:"Amara Ok', 'from', 'Amara Ok', 0],
  ['-has:fi', 'has', 'fi', 0],
  ['see #gr', '#', 'gr', 4],
  ['', null, '', 0],
])('%s is being typed', (query, operator, text, start) => {
  expect(typedAt(query, query.length)).toEqual({ operator, text, start, end: query.length });
});

test.each(['from:Amara is', 'a, b.'])('%s is no part of an operator', (query) => {
  expect(typedAt(query, query.length)?.operator ?? null).toBeNull();
});

test.each([
  ['late from:', 'late'],
  ['late from:"Amara Ok', 'late'],
  ['late from:"Amara Okafor"', 'late from:"Amara Okafor"'],
  ['has:li', ''],
  ['has:link', 'has:link'],
  ['before:2026-11', ''],
  ['before:2026-11-20', 'before:2026-11-20'],
  ['after:7d', 'after:7d'],
  ['in:boards late', 'in:boards late'],
  ['note: this', 'note: this'],
])('%s is asked as %s', (query, asked) => {
  expect(askable(query)).toBe(asked);
});

test('what is chosen takes the place of what was typed', () => {
  const query = 'late from:Am boards';
  const typed = typedAt(query, 12);
  expect(typed && finished(query, typed, 'from', 'Amara Okafor')).toEqual({
    query: 'late from:"Amara Okafor" boards',
    caret: 25,
  });
  const no = typedAt('-has:fi', 7);
  expect(no && finished('-has:fi', no, 'has', 'file')).toEqual({ query: '-has:file ', caret: 10 });
});
