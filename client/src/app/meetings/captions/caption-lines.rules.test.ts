import { expect, test } from 'vitest';
import type { SaidWordsFragment } from '../../../generated/graphql';
import { type CaptionLine, afterTime, afterWords } from './caption-lines.rules';

const said = (id: string, text = 'Hello'): SaidWordsFragment => ({
  ...{ __typename: 'TranscriptSegment', id, text, speakerName: 'Ana', startSeconds: 0, endSeconds: 1 },
  speaker: null,
});
const ids = (lines: readonly CaptionLine[]): string => lines.map(({ id }) => id).join('');

test('the last three stand there, each once', () => {
  const lines = ['a', 'b', 'b', 'c', 'd'].reduce<readonly CaptionLine[]>(
    (before, id) => afterWords(before, said(id), 0),
    [],
  );
  expect(ids(lines)).toBe('bcd');
});

test('long words stay longer, and all go', () => {
  const lines = afterWords(afterWords([], said('a'), 0), said('b', 'x'.repeat(100)), 0);
  expect(afterTime(lines, 3_999)).toBe(lines);
  expect(ids(afterTime(lines, 4_000))).toBe('b');
  expect(ids(afterTime(lines, 6_500))).toBe('');
});
