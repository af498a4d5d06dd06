import type { IncomingMessage } from 'node:http';
import type { Caller, Client } from '@parley/kit';
import type { ClientAddress } from '../client-address.js';
import { bearerOf, refreshCookieOf, type Passport, type Sessions } from '../session.js';

const USER_AGENT_LENGTH = 256;

/** How a program may call itself; what else it says is not heard, so that nobody fills logs and counts with novels. */
const APP = /^[\w .:@/()+-]{1,40}$/;

/** The program that asks, as it names itself in one of the headers that are used for that. */
function appOf({ headers }: IncomingMessage): string | undefined {
  const name = headers['x-parley-client'] ?? headers['apollographql-client-name'];
  return typeof name === 'string' && APP.test(name) ? name : undefined;
}

/** Where a request came from; nothing else of its headers goes on to the subgraphs. */
export function clientOf(request: IncomingMessage, address: ClientAddress): Client {
  const app = appOf(request);
  return {
    ...address(request),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, USER_AGENT_LENGTH),
    refreshToken: refreshCookieOf(request),
    ...(app !== undefined && { app }),
  };
}

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
