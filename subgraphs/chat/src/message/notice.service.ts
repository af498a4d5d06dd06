import { type RequestContext, newId } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { addMessage } from './add-message.service.js';
import type { Notice } from './message.js';
import type { MessageRow } from './message.table.js';

/** The system says something in a channel, inside the transaction of what it tells; answers with what it said. */
export async function postNotice(
  ctx: RequestContext,
  channelId: string,
  notice: Notice,
): Promise<MessageRow | undefined> {
  const message = await addMessage(ctx, {
    id: newId('message'),
    channelId,
    authorId: null,
    kind: 'SYSTEM',
    text: null,
    notice,
    replyToId: null,
    clientKey: null,
    digest: null,
  });
  if (message) await announce(ctx, channelId, 'messageAdded', { messageId: message.id });
  return message;
}
