import type { IncomingMessage } from 'node:http';
import { systemCaller, unauthenticated, unavailable, type Viewer } from '@parley/kit';
import { errors, jwtVerify } from 'jose';
import { BoundedCache } from './bounded-cache.js';
import type { SubgraphLink } from './subgraph-link/link.js';

/** Who a credential stands for, as identity answered moments ago. */
export interface Passport {
  readonly viewer: Viewer;
  /** When the credential itself ends, ISO 8601; null where it does not. */
  readonly expiresAt: string | null;
}

/** Turns credentials into viewers. */
export interface Sessions {
  /**
   * Null when the credential stands for nobody, or no longer.
   * @throws AppError UNAVAILABLE when identity does not answer: that is no reason to sign anyone out
   */
  passport(credential: string): Promise<Passport | null>;
  /** The same, asked anew: something is known to have changed. */
  renewed(credential: string): Promise<Passport | null>;
}

const PASSPORT = 'query Passport($credential: String!) { passport(credential: $credential) }';
const FRESH_MS = 2_000;
const TIMEOUT_MS = 5_000;
const CACHED_CREDENTIALS = 10_000;
const API_TOKEN = /^parley_pat_[\w-]{16,256}$/;

interface Known {
  readonly at: number;
  readonly passport: Promise<Passport | null>;
}

/** Asks identity, at most every two seconds for each credential, and never for a token that was not signed here. */
export function sessions(identity: SubgraphLink, tokenSecret: string): Sessions {
  const key = new TextEncoder().encode(tokenSecret);
  const known = new BoundedCache<Known>(CACHED_CREDENTIALS);

  const ask = async (credential: string): Promise<Passport | null> => {
    if (!(await isOurs(credential, key))) return null;
    const request = { query: PASSPORT, variables: { credential } };
    const answer = await identity.execute(request, systemCaller('passport'), AbortSignal.timeout(TIMEOUT_MS));
    if (answer.errors) throw unavailable('Sign-in cannot be checked right now');
    return readPassport(answer.data?.['passport']);
  };
  const renewed = (credential: string): Promise<Passport | null> => {
    const passport = ask(credential);
    known.set(credential, { at: Date.now(), passport });
    // A failure is told to those who wait for it, and remembered for nobody else.
    passport.catch(() => {
      known.delete(credential);
    });
    return passport;
  };
  return {
    renewed,
    async passport(credential) {
      const found = known.get(credential);
      const passport = await (found && Date.now() - found.at < FRESH_MS
        ? found.passport
        : renewed(credential));
      return passport && isOver(passport) ? null : passport;
    },
  };
}

const isOver = ({ expiresAt }: Passport): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= Date.now();

/** Access tokens are checked here first, so that guesses cost identity nothing; API tokens only by their shape. */
async function isOurs(credential: string, key: Uint8Array): Promise<boolean> {
  if (API_TOKEN.test(credential)) return true;
  try {
    await jwtVerify(credential, key, { algorithms: ['HS256'], issuer: 'parley', audience: 'parley' });
    return true;
  } catch (error) {
    // Expired, forged or no token at all: an answer, not a fault.
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

/** Identity answers a viewer and, beside it, when the credential ends. */
function readPassport(value: unknown): Passport | null {
  if (typeof value !== 'object' || value === null) return null;
  const { expiresAt, ...viewer } = value as Viewer & { expiresAt: string | null };
  return { viewer, expiresAt };
}

/** The bearer of a request. @throws AppError UNAUTHENTICATED when the header is there and is no bearer */
export function bearerOf({ headers: { authorization } }: IncomingMessage): string | null {
  if (authorization === undefined) return null;
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
  if (!token) throw unauthenticated('The Authorization header is not "Bearer" and a token');
  return token;
}

/** The cookie that identity set; for identity's eyes only. */
export function refreshCookieOf({ headers: { cookie } }: IncomingMessage): string | null {
  const pairs = cookie?.split(';').map((pair) => pair.trim()) ?? [];
  const found = pairs.find((pair) => pair.startsWith(`${REFRESH_COOKIE}=`));
  return found ? found.slice(REFRESH_COOKIE.length + 1) : null;
}

const REFRESH_COOKIE = 'parley_refresh';
