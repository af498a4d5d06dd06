import { createHmac, timingSafeEqual } from 'node:crypto';

/** Janus reads a signed token as `expiry,realm,descriptor…:signature`; these ids must not break it apart. */
const PLAIN = /^[\w.-]{1,200}$/;
const REALM = 'janus.plugin.videoroom';

/** Whose seat in which room a token is, until when. */
export interface SeatGrant {
  readonly room: string;
  readonly participant: string;
  readonly expiresAt: Date;
}

const sign = (secret: string, data: string): string =>
  createHmac('sha1', secret).update(data).digest('base64');

/**
 * The token that lets one participant join one room until it expires. Janus holds it to room and expiry, and
 * `readSeatToken` to the participant as well: Janus knows nothing of people.
 */
export function seatToken(secret: string, { room, participant, expiresAt }: SeatGrant): string {
  if (!PLAIN.test(room) || !PLAIN.test(participant)) throw new TypeError('Ids of seats are plain words');
  const expiry = Math.floor(expiresAt.getTime() / 1000);
  const data = `${expiry},${REALM},room=${room},participant=${participant}`;
  return `${data}:${sign(secret, data)}`;
}

/** What a token grants, or null when it was not made with this secret or has expired. */
export function readSeatToken(secret: string, token: string, now: Date): SeatGrant | null {
  const [data = '', signature = ''] = token.split(':');
  const given = Buffer.from(signature);
  const expected = Buffer.from(sign(secret, data));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const found = /^(\d+),([^,]+),room=([^,]+),participant=([^,]+)$/.exec(data);
  const [, expiry, realm, room, participant] = found ?? [];
  if (!room || !participant || realm !== REALM) return null;
  const expiresAt = new Date(Number(expiry) * 1000);
  return expiresAt > now ? { room, participant, expiresAt } : null;
}

/** The password of a room towards Janus: nobody has to remember it, every replica works out the same. */
export const roomSecret = (secret: string, room: string): string =>
  createHmac('sha256', secret).update(`room:${room}`).digest('base64url');
