import type { AttachmentInput } from '../../../generated/graphql';

/** A file that goes with a message, kept with it until both are with the server. */
export interface OutgoingFile {
  /** Chosen here; the same key gives the same file. */
  readonly key: string;
  readonly name: string;
  readonly blob: Blob;
  readonly caption: string;
  readonly role: AttachmentInput['role'];
  readonly measures: AttachmentInput['measures'];
  /** Where it goes; absent for what an older version of this page kept. */
  readonly channelId?: string;
  /** The file it became, once it is sent. */
  readonly fileId?: string;
}

/** A file as a message shows it. */
export const toAttachment = ({ fileId, caption, role, measures }: OutgoingFile): AttachmentInput => ({
  fileId: fileId ?? '',
  caption: caption.trim() || null,
  role: role ?? null,
  measures: measures ?? null,
});
