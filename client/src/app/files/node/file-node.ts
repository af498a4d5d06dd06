import type { FileItemFragment, FileNodeItemFragment, FolderItemFragment } from '../../../generated/graphql';

/** A file or a folder, as lists show it. */
export type FileNode = FileNodeItemFragment;
export type FileItem = FileItemFragment;
export type FolderItem = FolderItemFragment;

export const isFile = (node: FileNode): node is FileItem => node.__typename === 'File';

/** Where a node stands; null where that is not seen. */
export const parentIdOf = (node: FileNode): string | null =>
  isFile(node) ? (node.folder?.id ?? null) : (node.parent?.id ?? null);

/** Whether its bytes can be had by whoever looks at it now. */
export const isOpen = ({ scan }: FileItem): boolean => scan === 'CLEAN' || scan === 'UNSCANNED';

/** Whether it is still being looked at for viruses. */
export const isBeingChecked = ({ scan }: FileItem): boolean => scan === 'WAITING' || scan === 'SCANNING';

export const mayDownload = (file: FileItem): boolean => isOpen(file) && file.viewerCan.includes('DOWNLOAD');
