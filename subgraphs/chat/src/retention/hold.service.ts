import { LEGAL_HOLD_CHANGED, type LogEvent, type RequestContext, liftedIn, recordHolds } from '@parley/kit';
import { dropUnkept, lookAgainUnder } from './hold.store.js';

/**
 * Takes over what identity says of legal holds. With those that were lifted go the copies of deleted messages that
 * nothing keeps any longer. What they alone kept is old enough to go: retention looks at those channels from the start.
 */
export async function followHolds(ctx: RequestContext, events: readonly LogEvent[]): Promise<void> {
  const told = events.filter(({ kind }) => kind === LEGAL_HOLD_CHANGED);
  const lifted = liftedIn(told);
  if (lifted.length > 0) await lookAgainUnder(ctx.db, lifted);
  await recordHolds(ctx.db, told);
  if (lifted.length > 0) await dropUnkept(ctx.db);
}
