import type { RequestContext } from '@parley/kit';
import { dropHolds, saveHolds } from './hold.store.js';
import type { HoldRow } from './hold.table.js';

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
