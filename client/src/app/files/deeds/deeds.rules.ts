import { type FileNode, isFile, mayDownload } from '../node/file-node';

/** What can be done with what is chosen. */
export interface Possible {
  readonly open: boolean;
  readonly download: boolean;
  readonly rename: boolean;
  readonly move: boolean;
  readonly tag: boolean;
  readonly favourite: boolean;
  /** Whether all that is chosen is marked already. */
  readonly isFavourite: boolean;
  readonly trash: boolean;
  readonly restore: boolean;
}

/** What of a selection is possible; only what holds for all of it is offered. */
export function possibleWith(nodes: readonly FileNode[], isTrash: boolean): Possible {
  const every = (test: (node: FileNode) => boolean): boolean => nodes.length > 0 && nodes.every(test);
  const [node] = nodes;
  const single = nodes.length === 1 && node !== undefined && !isTrash;
  const mayEdit = every(({ viewerCan }) => viewerCan.includes('EDIT'));
  return {
    open: single,
    download: single && isFile(node) && mayDownload(node),
    rename: single && mayEdit,
    move: !isTrash && mayEdit,
    tag: single && isFile(node) && mayEdit,
    favourite: !isTrash && nodes.length > 0,
    isFavourite: every(({ viewerFavorite }) => viewerFavorite),
    trash: !isTrash && every(({ viewerCan }) => viewerCan.includes('DELETE')),
    restore: isTrash && nodes.length > 0,
  };
}
