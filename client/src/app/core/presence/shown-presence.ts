import type { PresenceState } from '../../../generated/graphql';
import type { Presence } from '../../ui/presence-dot/presence-dot';

/** What of a presence is shown beside a face. */
interface Standing {
  readonly state: PresenceState;
  readonly inCall?: boolean | null;
}

/** How somebody is shown: who is in a call is that before anything else, unless they are not to be disturbed. */
export function shownPresence(presence: Standing | null | undefined): Presence | null {
  if (!presence) return null;
  const callable = presence.state !== 'OFFLINE' && presence.state !== 'DO_NOT_DISTURB';
  return presence.inCall && callable ? 'IN_CALL' : presence.state;
}
