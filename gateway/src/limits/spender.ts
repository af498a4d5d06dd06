import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Viewer } from '@parley/kit';
import type { GatewayConfig } from '../config.js';
import type { Bucket } from './bucket.js';

/** Who spends: a viewer, or an address without one. */
export interface Spender {
  readonly viewer: Viewer | null;
  readonly ip: string;
  /** What they brought; tells the API tokens of one person apart. */
  readonly credential?: string | null;
}

/** How much each kind of caller may spend a minute. */
export interface Allowances {
  readonly stranger: number;
  /** A session, or an API token. */
  readonly session: number;
  /** All sessions and tokens of one person together. */
  readonly user: number;
  /** Everybody at one address together. */
  readonly address: number;
}

const SESSIONS_WORTH_OF_A_USER = 2;
/** A university behind one address is not held up by this; a crowd of accounts made for it is. */
const SESSIONS_WORTH_OF_AN_ADDRESS = 500;

export const allowancesOf = (config: GatewayConfig): Allowances => ({
  stranger: config.RATE_ANONYMOUS_PER_MINUTE,
  session: config.RATE_SESSION_PER_MINUTE,
  user: config.RATE_USER_PER_MINUTE ?? config.RATE_SESSION_PER_MINUTE * SESSIONS_WORTH_OF_A_USER,
  address: config.RATE_ADDRESS_PER_MINUTE ?? config.RATE_SESSION_PER_MINUTE * SESSIONS_WORTH_OF_AN_ADDRESS,
});

/**
 * The buckets that whatever a caller does is taken from. Whoever is signed in has one of their own, over all their
 * sessions and tokens, so that nobody spends what is another's; who is not shares the one of their address. Nobody
 * who is signed in is held up by strangers at the same address.
 */
export function bucketsOf({ viewer, ip, credential }: Spender, allowances: Allowances): readonly Bucket[] {
  const place = placeOf(ip);
  if (!viewer) return [{ key: `stranger:${place}`, perMinute: allowances.stranger }];
  const address = { key: `address:${place}`, perMinute: allowances.address };
  const user = { key: `user:${viewer.id}`, perMinute: allowances.user };
  const session = sessionKey(viewer, credential ?? null);
  if (session === null) return [user, address];
  return [{ key: session, perMinute: allowances.session }, user, address];
}

function sessionKey({ sessionId }: Viewer, credential: string | null): string | null {
  if (sessionId !== null) return `session:${sessionId}`;
  // The token itself is a secret and stands in no key.
  if (credential === null) return null;
  return `token:${createHash('sha256').update(credential).digest('base64url').slice(0, 22)}`;
}

/** A network gives one household 2⁶⁴ addresses of IPv6: its first half is where somebody is. */
export function placeOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  return [...groups, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':');
}
