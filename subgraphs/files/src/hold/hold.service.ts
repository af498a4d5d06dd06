import { type RequestContext, conflict } from '@parley/kit';
import { dropHolds, type HoldRow, keepsUnder, saveHolds } from './hold.store.js';

/** What identity said of holds, in the order in which it did. */
export interface ToldHold extends HoldRow {
  readonly lifted: boolean;
}

/** Takes over what identity says of legal holds: what one names is kept from then on. */
export async function recordHolds(ctx: RequestContext, told: readonly ToldHold[]): Promise<void> {
  await saveHolds(
    ctx.db,
    told.filter(({ lifted }) => !lifted),
  );
  await dropHolds(
    ctx.db,
    told.filter(({ lifted }) => lifted).map(({ id }) => id),
  );
}

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
