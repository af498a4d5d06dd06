import type { IncomingMessage } from 'node:http';
import type { Caller, Client } from '@parley/kit';
import type { ClientAddress } from '../client-address.js';
import { bearerOf, refreshCookieOf, type Passport, type Sessions } from '../session.js';

const USER_AGENT_LENGTH = 256;

/** Where a request came from; nothing else of its headers goes on to the subgraphs. */
export const clientOf = (request: IncomingMessage, address: ClientAddress): Client => ({
  ip: address(request),
  userAgent: (request.headers['user-agent'] ?? '').slice(0, USER_AGENT_LENGTH),
  refreshToken: refreshCookieOf(request),
});

/** The caller of one operation. */
export const callerOf = (passport: Passport | null, client: Client, requestId: string): Caller => ({
  viewer: passport?.viewer ?? null,
  client,
  internal: false,
  requestId,
});

/**
 * Who asks over HTTP. A credential that is over makes the caller a stranger, who may still renew the session.
 * @throws AppError UNAUTHENTICATED for a header that is no bearer, UNAVAILABLE while identity does not answer
 */
export async function callerOfRequest(
  request: IncomingMessage,
  requestId: string,
  door: { readonly sessions: Sessions; readonly address: ClientAddress },
): Promise<{ caller: Caller; credential: string | null }> {
  const credential = bearerOf(request);
  const passport = credential === null ? null : await door.sessions.passport(credential);
  return { caller: callerOf(passport, clientOf(request, door.address), requestId), credential };
}
