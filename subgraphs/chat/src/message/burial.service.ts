import type { RequestContext } from '@parley/kit';
import { tellFilesWhile } from '../attachment/told-file.service.js';
import { type Burial, buryMessages } from './message.store.js';
import type { MessageRow } from './message.table.js';

/** Takes away what messages say, on behalf of what decided about them; their channel is locked before. */
export const takeAway = (ctx: RequestContext, ids: readonly string[], how: Burial): Promise<MessageRow[]> =>
  tellFilesWhile(ctx, ids, () => buryMessages(ctx.db, ids, how));

/** The same of one message; answers nothing when it had gone before. */
export const takeOneAway = async (
  ctx: RequestContext,
  id: string,
  how: Burial,
): Promise<MessageRow | undefined> => (await takeAway(ctx, [id], how))[0];
