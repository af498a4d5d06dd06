import { type RequestContext, conflict } from '@parley/kit';
import { keepsUnder } from './hold.store.js';

/** Whether a legal hold keeps a node, or anything below it. */
export const isHeld = (ctx: RequestContext, nodeId: string): Promise<boolean> => keepsUnder(ctx.db, nodeId);

/** @throws CONFLICT for what a legal hold keeps */
export async function refuseHeld(ctx: RequestContext, nodeId: string): Promise<void> {
  if (await isHeld(ctx, nodeId)) {
    throw conflict(
      'A legal hold keeps it, or something in it: it cannot be removed for good before that ends',
    );
  }
}
