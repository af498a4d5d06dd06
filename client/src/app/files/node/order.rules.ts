import type { FileOrderField, SortDirection } from '../../../generated/graphql';
import { type FileNode, isFile } from './file-node';

/** By what a folder is ordered, and in which direction; folders always come first. */
export interface Order {
  readonly by: FileOrderField;
  readonly direction: SortDirection;
}

export const BY_NAME: Order = { by: 'NAME', direction: 'ASCENDING' };

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const compared: Readonly<Record<FileOrderField, (a: FileNode, b: FileNode) => number>> = {
  NAME: (a, b) => names.compare(a.name, b.name),
  SIZE: (a, b) => (isFile(a) ? a.size : 0) - (isFile(b) ? b.size : 0),
  UPDATED_AT: (a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt),
  KIND: (a, b) => kindOf(a).localeCompare(kindOf(b)) || names.compare(a.name, b.name),
};

const kindOf = (node: FileNode): string => (isFile(node) ? node.kind : '');

/** Which of two comes first. */
export function compareNodes(a: FileNode, b: FileNode, { by, direction }: Order): number {
  if (isFile(a) !== isFile(b)) return isFile(a) ? 1 : -1;
  return compared[by](a, b) * (direction === 'ASCENDING' ? 1 : -1);
}

/**
 * The list with one node at its place, and nowhere else. What comes after all that is known, while there is more, is
 * left to the page that will bring it.
 */
export function placed(
  nodes: readonly FileNode[],
  node: FileNode,
  order: Order,
  hasMore: boolean,
): readonly FileNode[] {
  const others = nodes.filter(({ id }) => id !== node.id);
  const found = others.findIndex((other) => compareNodes(node, other, order) < 0);
  const at = found === -1 ? others.length : found;
  if (at === others.length && hasMore) return others;
  return [...others.slice(0, at), node, ...others.slice(at)];
}
