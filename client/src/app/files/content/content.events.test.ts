import { expect, test } from 'vitest';
import type { FolderContentQuery } from '../../../generated/graphql';
import { type FolderEvent, type FolderStep, afterEvent } from './content.events';

const at = { cursor: 'c', at: '2026-01-01T00:00:00Z' };
const node = (id: string) => ({
  __typename: 'Folder',
  id,
  name: id,
  version: 1,
  updatedAt: at.at,
  owner: null,
});

const showing = (
  ids: readonly string[],
  totalCount: number | null,
  hasNextPage: boolean,
): FolderContentQuery =>
  ({
    folder: {
      id: 'here',
      viewerCan: [],
      children: { nodes: ids.map(node), totalCount, pageInfo: { hasNextPage, endCursor: null } },
    },
  }) as unknown as FolderContentQuery;

const told = (kind: string, id: string): FolderEvent => {
  const [item, folder] = [kind === 'FileAdded' && node(id), kind === 'FolderChanged' && node(id)];
  return { __typename: kind, ...at, nodeId: id, item, folder } as unknown as FolderEvent;
};

const after = (data: FolderContentQuery, event: FolderEvent, narrowed = false): FolderStep =>
  afterEvent(data, event, {
    folderId: 'here',
    order: { by: 'NAME', direction: 'ASCENDING' },
    narrowed,
    shown: data.folder?.children.nodes ?? [],
  });

const countOf = (step: FolderStep): number | null | undefined =>
  step === 'reread' ? undefined : step.folder?.children.totalCount;

test('what comes and goes is counted once, wherever in a long folder it stands', () => {
  const long = showing(['a', 'b'], 90, true);
  expect(countOf(after(long, told('FileAdded', 'z')))).toBe(91);
  expect(countOf(after(long, told('FileAdded', 'a')))).toBe(90);
  expect(countOf(after(long, told('FolderChanged', 'y')))).toBe(90);
  expect(countOf(after(long, told('FileRemoved', 'b')))).toBe(89);
  expect(countOf(after(long, told('FileRemoved', 'y')))).toBe(89);
  expect(countOf(after(showing(['a'], 1, false), told('FileRemoved', 'y')))).toBe(1);
  expect(countOf(after(showing(['a'], null, true), told('FileAdded', 'z')))).toBeNull();
});

test('where only some are shown, what is not among them asks to read again', () => {
  const some = showing(['a'], 70, true);
  expect(after(some, told('FileAdded', 'z'), true)).toBe('reread');
  expect(after(some, told('FileRemoved', 'y'), true)).toBe('reread');
  expect(countOf(after(some, told('FileRemoved', 'a'), true))).toBe(69);
  expect(after(some, told('FileRemoved', 'here'))).toBe('reread');
});
