import type { OutgoingHttpHeaders } from 'node:http';
import type { RateLimits } from '../limits/rate.js';
import type { Spender } from '../limits/spender.js';

const WINDOW_SECONDS = 60;

/**
 * What a caller may spend and has left, in points, as the fields of the IETF draft on RateLimit headers
 * (draft-ietf-httpapi-ratelimit-headers-10): `r` is left of the quota `q`, all of which is there again in `t` seconds.
 */
export async function rateHeaders(rates: RateLimits, who: Spender): Promise<OutgoingHttpHeaders> {
  const { limit, left, resetAt } = await rates.standing(who);
  const seconds = Math.max(0, Math.ceil((resetAt.getTime() - Date.now()) / 1_000));
  return {
    'ratelimit-policy': `"points";q=${String(limit)};w=${String(WINDOW_SECONDS)}`,
    ratelimit: `"points";r=${String(left)};t=${String(seconds)}`,
  };
}
