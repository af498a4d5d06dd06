import type { AttachmentInput } from '../../../generated/graphql';

/** A file that goes with a message, kept with it until both are with the server. */
export interface OutgoingFile {
  /** Chosen here; the same key gives the same file. */
  readonly key: string;
  readonly name: string;
  /** What is sent; null for one that is with the server, and whose bytes are not here. */
  readonly blob: Blob | null;
  /** What is known of one without its bytes. */
  readonly kept?: KeptFile;
  readonly caption: string;
  readonly role: AttachmentInput['role'];
  readonly measures: AttachmentInput['measures'];
  /** Where it goes; absent for what an older version of this page kept. */
  readonly channelId?: string;
  /** The file it became, once it is sent. */
  readonly fileId?: string;
}

/** A file that is with the server, as it is shown to who is about to send it. */
export interface KeptFile {
  readonly mediaType: string;
  readonly size: number;
  /** Where a picture of it is; null where there is none. */
  readonly picture: string | null;
}

/** What a file is, as far as it is known here. */
export const mediaTypeOf = ({ blob, kept }: Pick<OutgoingFile, 'blob' | 'kept'>): string =>
  blob?.type ?? kept?.mediaType ?? '';

/** How large it is, in bytes. */
export const sizeOf = ({ blob, kept }: Pick<OutgoingFile, 'blob' | 'kept'>): number =>
  blob?.size ?? kept?.size ?? 0;

/** A file as a message shows it. */
export const toAttachment = ({ fileId, caption, role, measures }: OutgoingFile): AttachmentInput => ({
  fileId: fileId ?? '',
  caption: caption.trim() || null,
  role: role ?? null,
  measures: measures ?? null,
});
