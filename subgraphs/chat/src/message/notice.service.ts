import { type RequestContext, newId } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import type { Notice } from './message.js';
import { insertMessage } from './message.store.js';

/** The system says something in a channel, inside the transaction of what it tells. */
export async function postNotice(ctx: RequestContext, channelId: string, notice: Notice): Promise<void> {
  const message = await insertMessage(ctx.db, {
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
}
