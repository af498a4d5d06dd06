import type { FolderContentQuery, FolderEventsSubscription } from '../../../generated/graphql';
import { type FileNode, type ShownNode, changesRights } from '../node/file-node';
import { type Order, placed } from '../node/order.rules';

export type FolderEvent = FolderEventsSubscription['fileEvents'];

/** What an event asks of a folder on screen: a change of its list, or that it is read again. */
export type FolderStep = FolderContentQuery | 'reread';

/** How a folder is looked at. */
export interface Looking {
  readonly folderId: string;
  readonly order: Order;
  /** Whether only some of its files are shown: then only the server knows whether a new one fits. */
  readonly narrowed: boolean;
  /** What was shown until now: what an event carries is in the folder already when it is applied. */
  readonly shown: readonly FileNode[];
}

/** The folder after an event. */
export function afterEvent(data: FolderContentQuery, event: FolderEvent, looking: Looking): FolderStep {
  if (event.__typename === 'ShareChanged') return 'reread';
  if (event.__typename === 'FileRemoved') {
    return event.nodeId === looking.folderId ? 'reread' : without(data, event.nodeId, looking.narrowed);
  }
  const node = nodeOf(event);
  if (!node || !data.folder || node.id === looking.folderId) return data;
  if (looking.narrowed) return event.__typename === 'FileAdded' ? 'reread' : data;
  const { children, viewerCan } = data.folder;
  const known = children.nodes.find(({ id }) => id === node.id);
  const before = looking.shown.find(({ id }) => id === node.id);
  if (before && changesRights(before, node)) return 'reread';
  // Rights come down from the folder; what was given besides is known when the folder is read again.
  const own = {
    viewerFavorite: known?.viewerFavorite ?? false,
    viewerCan: known?.viewerCan ?? viewerCan,
    viewerWatermark: watermarkOf(known ?? children.nodes.find(({ __typename }) => __typename === 'File')),
  };
  const nodes = placed(children.nodes, { ...node, ...own }, looking.order, children.pageInfo.hasNextPage);
  return withNodes(data, nodes, event.__typename === 'FileAdded' && !known ? 1 : 0);
}

/** What is drawn in one file of a folder is drawn in all of them. */
const watermarkOf = (node: FileNode | undefined): string | null =>
  node?.__typename === 'File' ? node.viewerWatermark : null;

function nodeOf(event: FolderEvent): ShownNode | null {
  if (event.__typename === 'FileAdded') return event.item;
  if (event.__typename === 'FileChanged') return event.file;
  return event.__typename === 'FolderChanged' ? event.folder : null;
}

function without(data: FolderContentQuery, nodeId: string, narrowed: boolean): FolderStep {
  if (!data.folder) return data;
  const { nodes, pageInfo } = data.folder.children;
  const left = nodes.filter(({ id }) => id !== nodeId);
  const isShown = left.length < nodes.length;
  if (!isShown && !pageInfo.hasNextPage) return data;
  // Whether it was among those that are left out is not known here.
  return !isShown && narrowed ? 'reread' : withNodes(data, left, -1);
}

function withNodes(data: FolderContentQuery, nodes: readonly FileNode[], by: number): FolderContentQuery {
  if (!data.folder) return data;
  const { children } = data.folder;
  const totalCount = children.totalCount === null ? null : children.totalCount + by;
  return { ...data, folder: { ...data.folder, children: { ...children, nodes: [...nodes], totalCount } } };
}
