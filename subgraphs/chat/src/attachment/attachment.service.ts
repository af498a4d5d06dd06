import { type RequestContext, notFound } from '@parley/kit';
import type { MessageKind } from '../message/message.js';
import type { MessageRow } from '../message/message.table.js';
import type { SendPart } from '../message/send-part.js';
import type { Attachment, File } from './attachment.js';
import type { AttachmentInput } from './attachment.inputs.js';
import { checkCount, toStored } from './attachment.rules.js';
import { peekFile } from './file.access.js';
import { insertUses } from './file.store.js';
import type { StoredAttachment } from './file.table.js';

/** @throws NOT_FOUND for a file that the sender may not read: nobody passes on what is not theirs to read */
async function attach(ctx: RequestContext, input: AttachmentInput): Promise<StoredAttachment> {
  const file = await peekFile(ctx, input.fileId);
  if (!file) throw notFound('File');
  return toStored(file, input);
}

/** Files that go with a message: what a page shows of them is written on the message itself. */
export const attachments: SendPart = {
  prepare: async (ctx, { attachments: asked }) => {
    if (!asked || asked.length === 0) return {};
    checkCount(asked);
    const stored = await Promise.all(asked.map((each) => attach(ctx, each)));
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
  stored.map(({ caption, role, ...file }) => ({ caption, role, file: fromStored(file) }));

const fromStored = (stored: Omit<StoredAttachment, 'caption' | 'role'>): File => {
  const { fileId, ownerId, name, mediaType, kind, size, createdAt, ...metadata } = stored;
  return { id: fileId, ownerId, name, mediaType, kind, size, createdAt: new Date(createdAt), metadata };
};
