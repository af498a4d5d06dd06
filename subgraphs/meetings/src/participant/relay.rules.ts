import { createHmac } from 'node:crypto';
import type { CallSettings } from '../context.js';
import type { IceServer } from './media-seat.js';

/** Longer than most calls; a call that goes on takes its seat anew. */
const LASTING_MS = 12 * 60 * 60 * 1_000;
const MOST_RELAYS = 10;

/** Which relays there are, and what they and we share. */
type RelaySettings = Pick<CallSettings, 'relayUrls' | 'relaySecret'>;

/** The relays for one person, and when their credentials stop. */
export interface Relays {
  readonly iceServers: readonly IceServer[];
  readonly expiresAt: Date;
}

/**
 * Relays with credentials of this person's that end by themselves: the name is `<end>:<person>`, the secret the
 * HMAC-SHA1 of it. A REST API For Access To TURN Services, draft-uberti-behave-turn-rest-00 §2.2, as coturn checks it.
 */
export function relaysFor(settings: RelaySettings, personId: string, now: Date): Relays {
  const expiresAt = new Date(now.getTime() + LASTING_MS);
  const username = `${String(Math.floor(expiresAt.getTime() / 1_000))}:${personId}`;
  const { relaySecret } = settings;
  const credential =
    relaySecret === null ? null : createHmac('sha1', relaySecret).update(username).digest('base64');
  const iceServers = settings.relayUrls.slice(0, MOST_RELAYS).map((url) => {
    // Servers that only tell an address know no names: RFC 8489 asks none.
    const asksName = credential !== null && !url.startsWith('stun');
    return { urls: [url], username: asksName ? username : null, credential: asksName ? credential : null };
  });
  return { iceServers, expiresAt };
}
