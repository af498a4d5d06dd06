import type { RequestContext } from '@parley/kit';
import type { ChannelAt } from '../channel/channel.table.js';
import type { SendMessageInput } from './message.inputs.js';
import type { NewMessage } from './message.store.js';
import type { MessageRow } from './message.table.js';

/** What a feature adds to sending a message. All of it happens in the transaction of the message, or none does. */
export interface SendPart {
  /**
   * Checks what was asked for, before the channel's row is locked, and answers with the columns it decides.
   * `planned` is the message as the parts before it left it.
   * @throws AppError to refuse the message
   */
  prepare?(
    ctx: RequestContext,
    input: SendMessageInput,
    channel: ChannelAt,
    planned: NewMessage,
  ): Partial<NewMessage> | Promise<Partial<NewMessage>>;

  /** Writes what belongs to the message, once it has its position. */
  write?(
    ctx: RequestContext,
    message: MessageRow,
    input: SendMessageInput,
    channel: ChannelAt,
  ): Promise<void>;
}
