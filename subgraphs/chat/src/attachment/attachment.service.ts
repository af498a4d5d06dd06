import { type RequestContext, notFound } from '@parley/kit';
import type { MessageKind } from '../message/message.js';
import type { MessageRow } from '../message/message.table.js';
import type { SendPart } from '../message/send-part.js';
import type { Attachment, File, Rendition } from './attachment.js';
import type { AttachmentInput } from './attachment.inputs.js';
import { checkCount, toStored, toStoredLink } from './attachment.rules.js';
import { peekFile } from './file.access.js';
import { insertUses } from './file.store.js';
import type { StoredAttachment } from './file.table.js';
import { peekLinked } from './linked-file.service.js';
import type { StoredRendition } from './linked-file.table.js';

/** @throws NOT_FOUND for a file that the sender may not read: nobody passes on what is not theirs to read */
async function attach(
  ctx: RequestContext,
  channelId: string,
  input: AttachmentInput,
): Promise<StoredAttachment> {
  const file = await peekFile(ctx, input.fileId);
  if (file) return toStored(file, input);
  const linked = await peekLinked(ctx, input.fileId, channelId);
  if (!linked) throw notFound('File');
  return toStoredLink(linked, channelId, input);
}

/** Files that go with a message: what a page shows of them is written on the message itself. */
export const attachments: SendPart = {
  prepare: async (ctx, { attachments: asked }, channel) => {
    if (!asked || asked.length === 0) return {};
    checkCount(asked);
    const stored = await Promise.all(asked.map((each) => attach(ctx, channel.id, each)));
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

const kindOf = (stored: readonly StoredAttachment[]): MessageKind | undefined =>
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
