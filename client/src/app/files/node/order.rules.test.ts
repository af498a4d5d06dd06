import { expect, test } from 'vitest';
import type { FileNode } from './file-node';
import { BY_NAME, placed } from './order.rules';

const node = (__typename: 'File' | 'Folder', name: string, more: object = {}): FileNode =>
  ({
    __typename,
    id: name,
    name,
    size: 1,
    updatedAt: '2026-11-01T00:00:00Z',
    kind: 'OTHER',
    ...more,
  }) as FileNode;
const namesOf = (nodes: readonly FileNode[]): readonly string[] => nodes.map(({ name }) => name);

const shelf = [node('Folder', 'Forms'), node('File', 'page 2.pdf'), node('File', 'page 10.pdf')];

test('folders come first, and numbers count as numbers', () => {
  expect(namesOf(placed(shelf, node('File', 'page 9.pdf'), BY_NAME, false))).toEqual([
    'Forms',
    'page 2.pdf',
    'page 9.pdf',
    'page 10.pdf',
  ]);
  expect(namesOf(placed(shelf, node('Folder', 'zoo'), BY_NAME, false))[1]).toBe('zoo');
  const newest = { by: 'UPDATED_AT', direction: 'DESCENDING' } as const;
  const fresh = node('File', 'z', { updatedAt: '2026-11-02T00:00:00Z' });
  expect(namesOf(placed(shelf, fresh, newest, false))[1]).toBe('z');
  expect(namesOf(placed(shelf, node('Folder', 'late'), newest, false)).at(-1)).toBe('page 10.pdf');
});

test('a node that changed its name moves and stands there once', () => {
  const renamed = node('File', 'page 2.pdf', { name: 'zz.pdf' });
  expect(namesOf(placed(shelf, renamed, BY_NAME, false))).toEqual(['Forms', 'page 10.pdf', 'zz.pdf']);
});

test('what comes after all that was read is left to the next page', () => {
  expect(namesOf(placed(shelf, node('File', 'zz.pdf'), BY_NAME, true))).toEqual(namesOf(shelf));
});
