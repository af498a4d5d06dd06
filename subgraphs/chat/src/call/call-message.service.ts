import { type RequestContext, newId } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { openChannelOfTwo } from '../channel/direct.service.js';
import { addMessage } from '../message/add-message.service.js';
import { readAsItCame } from '../receipt/receipt.service.js';

/** A call of two that is over, as meetings tells of it. */
export interface CallOver {
  readonly callId: string;
  readonly callerId: string;
  readonly calleeId: string;
  /** Whether the two talked. */
  readonly answered: boolean;
}

/**
 * Puts a call that is over into the conversation of the two, which begins with it where they had none. Who did not
 * answer finds it unread, as anything else that was for them; who did was there.
 */
export async function postCall(ctx: RequestContext, call: CallOver): Promise<void> {
  const channelId = await openChannelOfTwo(ctx, call.callerId, call.calleeId);
  if (channelId === null) return;
  const message = await addMessage(ctx, {
    ...{ id: newId('message'), channelId, authorId: call.callerId, kind: 'CALL', cardId: call.callId },
    ...{ text: null, notice: null, replyToId: null, clientKey: null, digest: null },
  });
  if (!message) return;
  await announce(ctx, channelId, 'messageAdded', { messageId: message.id });
  if (call.answered) await readAsItCame(ctx, message, call.calleeId);
}
