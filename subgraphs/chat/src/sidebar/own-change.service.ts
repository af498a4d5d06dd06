import type { RequestContext } from '@parley/kit';
import { ownTopic } from '../events.js';
import { markOwnChange } from './own-change.store.js';

/** Kinds of things that a person has alone, their votes and choices among them; each is told by the sidebar event of its name. */
export type OwnKind =
  | 'draftChanged'
  | 'savedItemChanged'
  | 'scheduledMessageChanged'
  | 'pollVoteChanged'
  | 'readReceiptsChanged'
  | 'messageHidden';

/** Writes down, in the transaction that changes it, that something of a person's is no longer as it was. */
export const changeOwn = (
  ctx: RequestContext,
  personId: string,
  kind: OwnKind,
  thingId: string,
): Promise<void> => markOwnChange(ctx.db, personId, kind, thingId);

/** Wakes that person's other devices after the commit; a lost call costs them seconds, never the change. */
export const wakeOwner = (ctx: RequestContext, personId: string): Promise<void> =>
  ctx.events.signal(ownTopic(personId), { personId });
