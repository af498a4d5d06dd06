import { unauthenticated, type Logger, type Viewer } from '@parley/kit';
import { overLimit } from '../errors.js';
import type { Passport, Sessions } from '../session.js';
import type { AccessWatch, AccountEvent } from './access-watch.js';

/** Why a connection was ended; the codes of WebSocket closes (4xxx are ours). */
export const closing = {
  goingAway: { code: 1001, reason: 'Going away' },
  signedOut: { code: 4401, reason: 'Signed out' },
  expired: { code: 4401, reason: 'The token ended' },
  accessChanged: { code: 4410, reason: 'Access changed' },
  tooMany: { code: 4429, reason: 'Too many' },
  tryLater: { code: 1013, reason: 'Try again later' },
} as const;

export type Closing = (typeof closing)[keyof typeof closing];

/** A long-lived connection of a viewer, by whatever protocol. */
export interface Connection {
  readonly viewer: Viewer;
  /** Takes a newer token of the same session; another one ends the connection. */
  renew(credential: string): Promise<void>;
  release(): void;
}

interface Opening {
  readonly credential: string;
  /** Ends the connection from our side. */
  readonly close: (why: Closing) => void;
}

const CONNECTIONS_PER_VIEWER = 10;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Holds connections to what their viewers may do now: ends them with the session, the token, or a change of rights. */
export class Connections {
  private readonly open = new Map<string, number>();

  constructor(
    private readonly sessions: Sessions,
    private readonly watch: AccessWatch,
    private readonly logger: Logger,
  ) {}

  /** @throws AppError when the credential stands for nobody or the viewer has too many connections */
  async accept({ credential, close }: Opening): Promise<Connection> {
    const passport = await this.sessions.passport(credential);
    if (!passport) throw unauthenticated('This session is over');
    const { id } = passport.viewer;
    this.count(id, 1);
    const held = new HeldConnection(this.sessions, credential, close);
    try {
      const leave = await this.watch.listen(passport.viewer, (event) => {
        held.hear(event).catch((error: unknown) => {
          this.logger.error({ err: String(error) }, 'a change of access could not be checked');
          close(closing.tryLater);
        });
      });
      held.onRelease(() => {
        leave();
        this.count(id, -1);
      });
    } catch (error) {
      // Identity did not answer: the connection is not made, so it does not count.
      this.count(id, -1);
      throw error;
    }
    // Asked again now that no change can be missed: what was cached may be from before one.
    const current = await this.sessions.renewed(credential).catch((error: unknown) => {
      held.release();
      throw error;
    });
    if (!current) {
      held.release();
      throw unauthenticated('This session is over');
    }
    return held.begin(current);
  }

  private count(viewerId: string, change: 1 | -1): void {
    const now = (this.open.get(viewerId) ?? 0) + change;
    if (now > CONNECTIONS_PER_VIEWER) throw overLimit('connections of one user', CONNECTIONS_PER_VIEWER, now);
    if (now === 0) this.open.delete(viewerId);
    else this.open.set(viewerId, now);
  }
}

class HeldConnection {
  private passport: Passport | null = null;
  private expiry: NodeJS.Timeout | undefined;
  private released = (): void => undefined;

  constructor(
    private readonly sessions: Sessions,
    private credential: string,
    private readonly close: (why: Closing) => void,
  ) {}

  onRelease(released: () => void): void {
    this.released = released;
  }

  release(): void {
    clearTimeout(this.expiry);
    this.released();
    this.released = () => undefined;
  }

  begin(passport: Passport): Connection {
    this.take(passport);
    return {
      viewer: passport.viewer,
      renew: (credential) => this.renew(credential),
      release: () => {
        this.release();
      },
    };
  }

  /** A session that ended is told by its id; of everything else identity knows what it means for the credential. */
  async hear(event: AccountEvent): Promise<void> {
    if (event.__typename === 'ProfileChanged' || event.__typename === 'CaughtUp') return;
    const before = this.passport;
    if (event.__typename === 'SessionRevoked') {
      if (event.sessionId === before?.viewer.sessionId) this.close(closing.signedOut);
      return;
    }
    const now = await this.sessions.renewed(this.credential);
    if (!now) this.close(closing.signedOut);
    else if (before && !sameRights(before.viewer, now.viewer)) this.close(closing.accessChanged);
  }

  private async renew(credential: string): Promise<void> {
    const now = await this.sessions.passport(credential);
    const before = this.passport?.viewer;
    if (now?.viewer.id !== before?.id || now?.viewer.sessionId !== before?.sessionId || !now || !before) {
      this.close(closing.signedOut);
    } else if (!sameRights(now.viewer, before)) {
      this.close(closing.accessChanged);
    } else {
      this.credential = credential;
      this.take(now);
    }
  }

  private take(passport: Passport): void {
    this.passport = passport;
    const ends = [passport.expiresAt, passport.viewer.endsAt].flatMap((end) =>
      end === null ? [] : [Date.parse(end)],
    );
    this.endAt(Math.min(...ends));
  }

  private endAt(end: number): void {
    clearTimeout(this.expiry);
    if (!Number.isFinite(end)) return;
    const left = end - Date.now();
    this.expiry = setTimeout(
      () => {
        if (left > LONGEST_TIMER_MS) this.endAt(end);
        else this.close(closing.expired);
      },
      Math.min(Math.max(0, left), LONGEST_TIMER_MS),
    );
  }
}

const sameRights = (one: Viewer, other: Viewer): boolean => JSON.stringify(one) === JSON.stringify(other);
