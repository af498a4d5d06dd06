import type { IconName } from '../../../generated/icons';
import { type FileNode, isFile, mayDownload } from '../node/file-node';

/** What can be done with what is chosen. */
export interface Possible {
  readonly open: boolean;
  /** Only files have more to tell than their row does. */
  readonly details: boolean;
  readonly download: boolean;
  readonly share: boolean;
  /** Others can be asked to send files into a folder. */
  readonly request: boolean;
  /** Who did what in a folder is had as a table; that of a file stands beside it. */
  readonly activity: boolean;
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
    details: single && isFile(node),
    download: single && isFile(node) && mayDownload(node),
    share: single && node.viewerCan.includes('SHARE'),
    request: single && !isFile(node) && node.viewerCan.includes('SHARE'),
    activity: single && !isFile(node) && (mayEdit || node.viewerCan.includes('SHARE')),
    rename: single && mayEdit,
    move: !isTrash && mayEdit,
    tag: single && isFile(node) && mayEdit,
    favourite: !isTrash && nodes.length > 0,
    isFavourite: every(({ viewerFavorite }) => viewerFavorite),
    trash: !isTrash && every(({ viewerCan }) => viewerCan.includes('DELETE')),
    restore: isTrash && nodes.length > 0,
  };
}

/** What is done with what is chosen, by the name of its text. */
export type MenuDeed =
  | 'open'
  | 'details'
  | 'activity'
  | 'download'
  | 'share'
  | 'request'
  | 'rename'
  | 'move'
  | 'tag'
  | 'favourite'
  | 'unfavourite'
  | 'trash'
  | 'restore'
  | 'forever';

interface Entry {
  readonly deed: MenuDeed;
  readonly icon: IconName;
  readonly key?: string;
}

/** What is offered for what is possible, in order. */
export function entriesFor(can: Possible): readonly Entry[] {
  const marks: Entry = can.isFavourite
    ? { deed: 'unfavourite', icon: 'star-fill' }
    : { deed: 'favourite', icon: 'star' };
  const offered: readonly (readonly [boolean, Entry])[] = [
    [can.open, { deed: 'open', icon: 'eye', key: 'Enter' }],
    [can.share, { deed: 'share', icon: 'share-network' }],
    [can.request, { deed: 'request', icon: 'upload-simple' }],
    [can.download, { deed: 'download', icon: 'download-simple' }],
    [can.details, { deed: 'details', icon: 'info' }],
    [can.activity, { deed: 'activity', icon: 'list-magnifying-glass' }],
    [can.rename, { deed: 'rename', icon: 'cursor-text', key: 'F2' }],
    [can.move, { deed: 'move', icon: 'arrow-bend-up-right' }],
    [can.tag, { deed: 'tag', icon: 'tag' }],
    [can.favourite, marks],
    [can.trash, { deed: 'trash', icon: 'trash', key: 'Delete' }],
    [can.restore, { deed: 'restore', icon: 'arrow-counter-clockwise' }],
    [can.restore, { deed: 'forever', icon: 'trash', key: 'Delete' }],
  ];
  return offered.flatMap(([possible, entry]) => (possible ? [entry] : []));
}
