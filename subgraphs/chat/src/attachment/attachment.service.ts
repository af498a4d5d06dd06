import { type RequestContext, notFound } from '@parley/kit';
import type { MessageKind } from '../message/message.js';
import type { MessageRow } from '../message/message.table.js';
import type { SendPart } from '../message/send-part.js';
import type { Attachment, File, Rendition } from './attachment.js';
import type { AttachmentInput } from './attachment.inputs.js';
import { checkCount, toStored, toStoredLink, withCaption } from './attachment.rules.js';
import { peekFile } from './file.access.js';
import { insertUses, replaceUses } from './file.store.js';
import type { StoredAttachment } from './file.table.js';
import { peekLinked } from './linked-file.service.js';
import type { StoredRendition } from './linked-file.table.js';

/** A file as it would stand on a message of that channel; null for one that the viewer may not show there. */
async function peekAttachment(
  ctx: RequestContext,
  channelId: string,
  input: AttachmentInput,
): Promise<StoredAttachment | null> {
  const file = await peekFile(ctx, input.fileId);
  if (file) return toStored(file, input);
  const linked = await peekLinked(ctx, input.fileId, channelId);
  return linked && toStoredLink(linked, channelId, input);
}

/** @throws NOT_FOUND for a file that the sender may not read: nobody passes on what is not theirs to read */
async function attach(
  ctx: RequestContext,
  channelId: string,
  input: AttachmentInput,
): Promise<StoredAttachment> {
  const stored = await peekAttachment(ctx, channelId, input);
  if (!stored) throw notFound('File');
  return stored;
}

/** Files as they would stand on a message of that channel. @throws INVALID, NOT_FOUND */
export function attachAll(
  ctx: RequestContext,
  channelId: string,
  asked: readonly AttachmentInput[],
): Promise<StoredAttachment[]> {
  checkCount(asked);
  return Promise.all(asked.map((each) => attach(ctx, channelId, each)));
}

/** Those of these files that the viewer may still show in that channel, as they are by now. */
export async function stillAttached(
  ctx: RequestContext,
  channelId: string,
  asked: readonly AttachmentInput[],
): Promise<Attachment[]> {
  const stored = await Promise.all(asked.map((each) => peekAttachment(ctx, channelId, each)));
  return attachmentsOf({ attachments: stored.filter((each) => each !== null) });
}

/**
 * The files of a message after a change: what stands on it stays as it is, but for the words under it; what is new is
 * attached as it is when a message is sent.
 * @throws INVALID, NOT_FOUND
 */
export function attachInstead(
  ctx: RequestContext,
  message: Pick<MessageRow, 'attachments' | 'channelId'>,
  asked: readonly AttachmentInput[],
): Promise<StoredAttachment[]> {
  checkCount(asked);
  const standing = new Map(message.attachments.map((each) => [each.fileId, each]));
  return Promise.all(
    asked.map(async (each) => {
      const stored = standing.get(each.fileId);
      return stored ? withCaption(stored, each) : attach(ctx, message.channelId, each);
    }),
  );
}

/** Writes down which files a message shows, now that it was changed. */
export const showNow = (ctx: RequestContext, message: MessageRow): Promise<void> =>
  replaceUses(
    ctx.db,
    message,
    message.attachments.map(({ fileId }) => fileId),
  );

/** Files that go with a message: what a page shows of them is written on the message itself. */
export const attachments: SendPart = {
  prepare: async (ctx, { attachments: asked }, channel) => {
    if (!asked || asked.length === 0) return {};
    const stored = await attachAll(ctx, channel.id, asked);
    return { attachments: stored, ...(kindOf(stored) && { kind: kindOf(stored) }) };
  },
  write: async (ctx, message) => {
    if (message.attachments.length > 0) {
      await insertUses(
        ctx.db,
        message,
        message.attachments.map(({ fileId }) => fileId),
      );
    }
  },
};

/** What kind of message such files make of one, where that is not for its words to say. */
export const kindOf = (stored: readonly StoredAttachment[]): MessageKind | undefined =>
  stored.some(({ role }) => role === 'VOICE') ? 'VOICE' : undefined;

/** The files of a message that is being read. */
export const attachmentsOf = ({ attachments: stored }: Pick<MessageRow, 'attachments'>): Attachment[] =>
  stored.map(({ caption, role, ...file }) => ({
    ...{ caption, role, ready: file.isGiven !== false },
    file: file.isThere === false ? null : fromStored(file),
  }));

const fromStored = (stored: Omit<StoredAttachment, 'caption' | 'role'>): File => {
  const { fileId, ownerId, name, mediaType, kind, size, createdAt } = stored;
  const { width, height, durationSeconds, waveform, scan, renditions } = stored;
  return {
    ...{ id: fileId, ownerId, name, mediaType, kind, size, createdAt: new Date(createdAt) },
    metadata: { width, height, durationSeconds, waveform },
    // What is kept here was never looked at.
    ...{ isLinked: scan !== undefined, scan: scan ?? 'UNSCANNED' },
    renditions: renditions?.map((each) => toRendition(fileId, each)) ?? [],
  };
};

/** What was made of a file, as files tells of it. */
const toRendition = (fileId: string, { kind, page, ready, width, height }: StoredRendition): Rendition => ({
  ...{ kind, ready, width, height },
  page: page === 0 ? null : page,
  url: `/f/renditions/${fileId}/${kind.toLowerCase()}${page === 0 ? '' : `?page=${String(page)}`}`,
});
