import type { RequestContext } from '@parley/kit';
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
      ...(attachments.length > 0 && { attachments, kind }),
    };
  },
};

/** Where a message came from, for those who may read it there. */
export async function originFor(ctx: RequestContext, messageId: string): Promise<MessageRow | null> {
  return (await peekMessage(ctx, messageId))?.message ?? null;
}
