import type { RequestContext } from '@parley/kit';
import { type Burial, buryMessages } from './message.store.js';
import type { MessageRow } from './message.table.js';

/** Takes away what messages say, on behalf of what decided about them; their channel is locked before. */
export const takeAway = (ctx: RequestContext, ids: readonly string[], how: Burial): Promise<MessageRow[]> =>
  buryMessages(ctx.db, ids, how);
