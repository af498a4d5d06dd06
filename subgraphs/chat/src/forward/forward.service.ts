import type { RequestContext } from '@parley/kit';
import type { StoredAttachment } from '../attachment/file.table.js';
import { accessMessage, peekMessage } from '../message/message.access.js';
import type { MessageRow } from '../message/message.table.js';
import type { SendPart } from '../message/send-part.js';
import { originOf } from './forward.rules.js';

/** What a message that is sent on brings along. */
export const forwardPart: SendPart = {
  prepare: async (ctx, { forwardOf }) => {
    if (forwardOf == null) return {};
    const { message } = await accessMessage(ctx, forwardOf, 'SHARE');
    const { attachments, cardId, kind } = message;
    return {
      ...originOf(message),
      ...(cardId !== null && { cardId, kind }),
      // Whoever reads a message reads its files, and whoever is sent them then does.
      ...(attachments.length > 0 && { attachments: attachments.map(notGiven), kind }),
    };
  },
};

/** Files that files keeps are given to those who read it there once files has decided about that. */
const notGiven = (file: StoredAttachment): StoredAttachment =>
  file.isGiven === undefined ? file : { ...file, isGiven: false };

/** Where a message came from, for those who may read it there. */
export async function originFor(ctx: RequestContext, messageId: string): Promise<MessageRow | null> {
  return (await peekMessage(ctx, messageId))?.message ?? null;
}
