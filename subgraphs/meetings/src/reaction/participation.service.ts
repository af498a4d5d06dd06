import type { RequestContext } from '@parley/kit';
import { countHand } from './participation.store.js';

/** A hand went up. */
export const noteHand = (ctx: RequestContext, participantId: string): Promise<void> =>
  countHand(ctx.db, participantId);
