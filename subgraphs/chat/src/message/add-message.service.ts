import { type RequestContext, gather } from '@parley/kit';
import { insertMessages } from './insert-message.store.js';
import type { NewMessage } from './message.store.js';
import type { MessageRow } from './message.table.js';

const insert = ({ db }: RequestContext, messages: readonly NewMessage[]): ReturnType<typeof insertMessages> =>
  insertMessages(db, messages);

/**
 * Adds a message at the next position of its channel, in one statement with those that are added in the same common
 * transaction. Undefined where there is no such channel.
 */
export const addMessage = (ctx: RequestContext, message: NewMessage): Promise<MessageRow | undefined> =>
  gather(ctx, insert, message);
