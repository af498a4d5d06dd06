import type { DraftFileFragment } from '../../../generated/graphql';
import type { OutgoingFile } from '../../core/files/outgoing-file';
import { pictureOf } from './attachment.rules';

/** Files that are with the server already, as they go with what is written now; what may not be read is left out. */
export const keptFiles = (
  attachments: readonly DraftFileFragment[],
  channelId: string,
): readonly OutgoingFile[] =>
  attachments.flatMap(({ file, caption, role }) => {
    if (!file) return [];
    const { id, name, mediaType, size, metadata } = file;
    const { width, height, durationSeconds, waveform } = metadata;
    return [
      {
        ...{ key: id, fileId: id, channelId, name, blob: null, caption: caption ?? '', role },
        measures: { width, height, durationSeconds, waveform },
        kept: { mediaType, size, picture: pictureOf(file)?.url ?? null },
      },
    ];
  });

/** A file without its bytes, which is all that a draft keeps of it here. */
export const withoutBytes = (file: OutgoingFile): OutgoingFile => {
  const { blob } = file;
  if (blob === null) return file;
  return { ...file, blob: null, kept: { mediaType: blob.type, size: blob.size, picture: null } };
};
