import { forbidden, invalid } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import type { OrganizationEvents, ViewerEvents } from '../events.js';
import { newsSince, positionNow, type AccountChange } from './account-change.store.js';

/** What whoever holds connections of viewers has to know. */
export interface AccountChanges {
  /** To be given back at the next question. */
  readonly position: string;
  /** Nobody can say any more what changed: everything is to be checked. */
  readonly everything: boolean;
  readonly changes: readonly AccountChange[];
}

/** What may take rights away. A profile is not here: it changes nothing that anybody may do. */
export const ACCOUNT_KINDS: readonly (keyof ViewerEvents | keyof OrganizationEvents)[] = [
  'sessionRevoked',
  'accessChanged',
  'guestPassChanged',
  'organizationChanged',
];
const MOST = 5_000;
/** As PostgreSQL writes a snapshot: xmin, xmax, and what was running in between. */
const POSITION = /^\d{1,20}:\d{1,20}:(\d{1,20}(,\d{1,20})*)?$/;

/** What happened to accounts since a position; without one, the position to begin at. Asked by the gateway only. */
export async function accountChanges(
  ctx: IdentityContext,
  after: string | null | undefined,
): Promise<AccountChanges> {
  if (!ctx.caller.internal) throw forbidden('Only the gateway asks this');
  if (after == null) return { position: await positionNow(ctx.db), everything: false, changes: [] };
  if (!POSITION.test(after)) throw invalid('after', 'This is no position of the account log');
  const { position, rows, changes } = await newsSince(ctx.db, after, ACCOUNT_KINDS, MOST);
  return rows < MOST ? { position, everything: false, changes } : { position, everything: true, changes: [] };
}
