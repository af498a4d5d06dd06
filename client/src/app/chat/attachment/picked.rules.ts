import type { OutgoingFile } from '../../core/files/outgoing-file';

/**
 * The files of a place after another device went on with its draft: those that are there, with their bytes where these
 * are here, and then those that are still on their way from here.
 */
export function merged(
  here: readonly OutgoingFile[],
  theirs: readonly OutgoingFile[],
): readonly OutgoingFile[] {
  const known = new Map(here.map((file) => [file.fileId, file]));
  const there = theirs.map((file) => {
    const own = known.get(file.fileId);
    return own ? { ...own, caption: file.caption } : file;
  });
  return [...there, ...here.filter(({ fileId }) => fileId === undefined)];
}
