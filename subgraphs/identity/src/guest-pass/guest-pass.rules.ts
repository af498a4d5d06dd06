import { type Action, invalid, isId } from '@parley/kit';
import type { GuestPassState } from './guest-pass.js';
import type { StoredGrant } from './guest-pass.table.js';

const MOST_GRANTS = 50;
const DAY_MS = 86_400_000;

/** What a guest may ever do with a channel or a meeting; the rest is for members. */
const FOR_GUESTS: ReadonlySet<Action> = new Set<Action>([
  'READ',
  'POST',
  'COMMENT',
  'DOWNLOAD',
  'JOIN',
  'ACKNOWLEDGE',
]);

interface PassTimes {
  readonly guestId: string | null;
  readonly revokedAt: Date | null;
  readonly endsAt: Date;
}

/** Where a pass stands at a moment. */
export function passState(pass: PassTimes, now: Date): GuestPassState {
  if (pass.revokedAt) return 'REVOKED';
  if (pass.endsAt <= now) return 'EXPIRED';
  return pass.guestId ? 'ACTIVE' : 'INVITED';
}

/** Whether a pass opens anything at a moment. */
export const isOpen = (pass: PassTimes & { readonly startsAt: Date }, now: Date): boolean =>
  pass.revokedAt === null && pass.startsAt <= now && now < pass.endsAt;

/** Named things, each once, with actions that guests may have. */
export function checkGrants(grants: readonly StoredGrant[]): StoredGrant[] {
  if (grants.length === 0) throw invalid('grants', 'Choose what the pass opens');
  if (grants.length > MOST_GRANTS) {
    throw invalid('grants', `A pass opens at most ${String(MOST_GRANTS)} things`);
  }
  const seen = new Set<string>();
  return grants.map(({ targetId, actions }) => {
    if (!isId('channel', targetId) && !isId('meeting', targetId)) {
      throw invalid('grants', 'A pass opens channels and meetings');
    }
    if (seen.has(targetId)) throw invalid('grants', 'Name each thing once');
    seen.add(targetId);
    if (actions.length === 0) throw invalid('grants', 'Choose what the guest may do');
    const beyond = actions.find((action) => !FOR_GUESTS.has(action));
    if (beyond) throw invalid('grants', `Guests are not given ${beyond}`);
    return { targetId, actions: [...new Set(actions)] };
  });
}

/** A span in the future that is no longer than the organisation allows. */
export function checkSpan(startsAt: Date, endsAt: Date, now: Date, longestDays: number): void {
  if (endsAt <= now) throw invalid('endsAt', 'Choose an end in the future');
  if (endsAt <= startsAt) throw invalid('endsAt', 'A pass ends after it begins');
  if (endsAt.getTime() - startsAt.getTime() > longestDays * DAY_MS) {
    throw invalid('endsAt', `Guest passes last at most ${String(longestDays)} days here`);
  }
}
