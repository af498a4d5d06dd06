import type { IncomingMessage } from 'node:http';
import { unauthenticated, unavailable, type Viewer } from '@parley/kit';
import { errors, jwtVerify } from 'jose';
import { PassportDesk, type Issued, type Passport } from './passports.js';
import type { SubgraphLink } from './subgraph-link/link.js';

export type { Passport } from './passports.js';

/** Turns credentials into viewers. */
export interface Sessions {
  /**
   * Null when the credential stands for nobody, or no longer.
   * @throws AppError UNAVAILABLE when identity does not answer: that is no reason to sign anyone out
   */
  passport(credential: string): Promise<HeldPassport | null>;
}

/** A passport, and when it was asked for: what changed since then it may not say. */
export interface HeldPassport extends Passport {
  /** performance.now() */
  readonly askedAt: number;
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

interface Known {
  readonly at: number;
  readonly answer: Promise<Issued>;
}

/**
 * Asks identity, at most every two seconds for each credential, and never for a token that was not signed here. What
 * changed since an answer was asked for makes it worthless at once.
 */
export function sessions(identity: SubgraphLink, tokenSecret: string, memory: ChangeMemory): Sessions {
  const key = new TextEncoder().encode(tokenSecret);
  const desk = new PassportDesk(identity);
  const recent = new RecentAnswers();
  const ask = (credential: string): Promise<Issued> => {
    const answer = desk.ask(credential);
    recent.keep(credential, answer);
    return answer;
  };
  return {
    async passport(credential) {
      if (!(await isOurs(credential, key))) return null;
      let issued = await recent.get(credential);
      if (!issued || isDoubtful(issued, memory)) issued = await ask(credential);
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { passport, askedAt } = issued;
        if (!passport || passport.expiresAt <= Date.now()) return null;
        if (!memory.changedSince(passport.viewer, askedAt)) return { ...passport, askedAt };
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

  async get(credential: string): Promise<Issued | null> {
    const known = this.known.get(credential);
    return known && Date.now() - known.at < FRESH_MS ? known.answer : null;
  }

  keep(credential: string, answer: Promise<Issued>): void {
    this.known.delete(credential);
    this.known.set(credential, { at: Date.now(), answer });
    if (this.known.size > CACHED_CREDENTIALS) this.known.delete(this.known.keys().next().value ?? '');
    // A failure is told to those who wait for it, and remembered for nobody else.
    answer.catch(() => {
      if (this.known.get(credential)?.answer === answer) this.known.delete(credential);
    });
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
