import type {
  FileItemFragment,
  FileNodeItemFragment,
  FileShownFragment,
  FolderShownFragment,
} from '../../../generated/graphql';
import { isOpen } from '../../core/files/scan.rules';

/** A file or a folder, as lists show it. */
export type FileNode = FileNodeItemFragment;
export type FileItem = FileItemFragment;

/** The same as events tell of it: what it is to whoever looks at it is theirs to ask. */
export type ShownNode = FileShownFragment | FolderShownFragment;

export const isFile = (node: FileNode): node is FileItem => node.__typename === 'File';

const isShownFile = (node: ShownNode): node is FileShownFragment => node.__typename === 'File';

/** Whether what somebody may do with a file depends on something that an event says of it: a scan, or a lock. */
export function changesRights(before: ShownNode, after: ShownNode): boolean {
  if (!isShownFile(before) || !isShownFile(after)) return false;
  return before.scan !== after.scan || before.lockedBy?.id !== after.lockedBy?.id;
}

export const mayDownload = (file: FileItem): boolean => isOpen(file) && file.viewerCan.includes('DOWNLOAD');

/** Who keeps others from changing a file at a time; null for nobody. */
export const lockOf = ({ lockedBy, lockedUntil }: FileShownFragment, now: Date): FileItem['lockedBy'] =>
  lockedUntil !== null && Date.parse(lockedUntil) > now.getTime() ? lockedBy : null;
