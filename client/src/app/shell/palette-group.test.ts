import { expect, test } from 'vitest';
import { type PaletteEntry, placed } from './palette-group';

const entry = (key: string): PaletteEntry => ({
  key,
  lead: { icon: 'hash' },
  name: key,
  open: () => Promise.resolve(),
});

test('groups follow each other, and one that holds nothing is left out', () => {
  const groups = placed([
    { id: 'channels', entries: [entry('a'), entry('b')] },
    { id: 'people', entries: [] },
    { id: 'places', entries: [entry('c')] },
  ]);
  expect(groups.map(({ id, from }) => [id, from])).toEqual([
    ['channels', 0],
    ['places', 2],
  ]);
});
