import type { IncomingMessage } from 'node:http';
import { unauthenticated, unavailable, type Viewer } from '@parley/kit';
import { errors, jwtVerify } from 'jose';
import { BoundedCache } from './bounded-cache.js';
import { cacheUse } from './metrics.js';
import { PassportDesk, type HeldPassport, type Issued } from './passports.js';
import type { SubgraphLink } from './subgraph-link/link.js';

export type { HeldPassport, Passport } from './passports.js';

/** Turns credentials into viewers. */
export interface Sessions {
  /**
   * Null when the credential stands for nobody, or no longer.
   * @throws AppError UNAVAILABLE when identity does not answer: that is no reason to sign anyone out
   */
  passport(credential: string): Promise<HeldPassport | null>;
}

/** Knows what happened to accounts; see AccessWatch. */
export interface ChangeMemory {
  /** Whether anything changed for the viewer since a moment (performance.now()); null asks about anybody. */
  changedSince(viewer: Pick<Viewer, 'id' | 'organizationId'> | null, since: number): boolean;
}

const FRESH_MS = 2_000;
const CACHED_CREDENTIALS = 10_000;
/** How often an answer may be overtaken by a change before nobody can say what holds. */
const TRIES = 5;
const API_TOKEN = /^parley_pat_[\w-]{16,256}$/;

const noteUse = cacheUse('credentials');

interface Known {
  readonly at: number;
  readonly answer: Promise<Issued>;
  /** Once it is there, so that nobody waits a turn for it. */
  issued: Issued | null;
}

/**
 * Asks identity, at most every two seconds for each credential, and never for a token that was not signed here. What
 * changed since an answer was asked for makes it worthless at once.
 */
export function sessions(identity: SubgraphLink, tokenSecret: string, memory: ChangeMemory): Sessions {
  const tokens = new TokenCheck(tokenSecret);
  const desk = new PassportDesk(identity);
  const recent = new RecentAnswers();
  const ask = (credential: string): Promise<Issued> => {
    const answer = desk.ask(credential);
    recent.keep(credential, answer);
    return answer;
  };
  return {
    async passport(credential) {
      if (!tokens.isKnown(credential) && !(await tokens.isOurs(credential))) return null;
      const known = recent.get(credential);
      let issued = known ? (known.issued ?? (await known.answer)) : null;
      const isFresh = issued !== null && !isDoubtful(issued, memory);
      noteUse(isFresh);
      if (!issued || !isFresh) issued = await ask(credential);
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { passport, askedAt } = issued;
        if (!passport || passport.expiresAt <= Date.now()) return null;
        if (!memory.changedSince(passport.viewer, askedAt)) return passport;
        issued = await ask(credential);
      }
      throw unavailable('Sign-in cannot be checked right now');
    },
  };
}

/** Nobody may be somebody by now, and rights that were given with an end may be over. */
const isDoubtful = ({ passport, askedAt }: Issued, memory: ChangeMemory): boolean =>
  passport ? passport.changesAt <= Date.now() : memory.changedSince(null, askedAt);

/** Answers of the last two seconds, oldest first; nothing is kept longer, so that idle connections cost nothing. */
class RecentAnswers {
  private readonly known = new Map<string, Known>();
  private timer: NodeJS.Timeout | null = null;

  get(credential: string): Known | null {
    const known = this.known.get(credential);
    return known && Date.now() - known.at < FRESH_MS ? known : null;
  }

  keep(credential: string, answer: Promise<Issued>): void {
    const known: Known = { at: Date.now(), answer, issued: null };
    this.known.delete(credential);
    this.known.set(credential, known);
    if (this.known.size > CACHED_CREDENTIALS) this.known.delete(this.known.keys().next().value ?? '');
    answer.then(
      (issued) => {
        known.issued = issued;
      },
      () => {
        // A failure is told to those who wait for it, and remembered for nobody else.
        if (this.known.get(credential) === known) this.known.delete(credential);
      },
    );
    this.timer ??= setTimeout(() => {
      this.forget();
    }, FRESH_MS).unref();
  }

  private forget(): void {
    this.timer = null;
    const oldest = Date.now() - FRESH_MS;
    for (const [credential, { at }] of this.known) {
      if (at > oldest) break;
      this.known.delete(credential);
    }
    if (this.known.size === 0) return;
    this.timer = setTimeout(() => {
      this.forget();
    }, FRESH_MS).unref();
  }
}

/**
 * Access tokens are checked here first, so that guesses cost identity nothing; API tokens only by their shape. What was
 * signed here is remembered by its text until it expires, for checking a signature costs more than all the rest; what
 * was not is never remembered. It says nothing of whether the session still holds: that is the passport's matter.
 */
class TokenCheck {
  private readonly key: Uint8Array;
  /** When each expires, in seconds since 1970. */
  private readonly verified = new BoundedCache<number>(CACHED_CREDENTIALS);

  constructor(secret: string) {
    this.key = new TextEncoder().encode(secret);
  }

  isKnown(credential: string): boolean {
    const expiresAt = this.verified.get(credential);
    if (expiresAt === undefined) return false;
    if (Math.floor(Date.now() / 1_000) < expiresAt) return true;
    this.verified.delete(credential);
    return false;
  }

  async isOurs(credential: string): Promise<boolean> {
    if (API_TOKEN.test(credential)) return true;
    try {
      const { payload } = await jwtVerify(credential, this.key, {
        algorithms: ['HS256'],
        issuer: 'parley',
        audience: 'parley',
      });
      if (payload.exp !== undefined) this.verified.set(credential, payload.exp);
      return true;
    } catch (error) {
      // Expired, forged or no token at all: an answer, not a fault.
      if (error instanceof errors.JOSEError) return false;
      throw error;
    }
  }
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
