import { unauthenticated, unavailable, type Logger, type Viewer } from '@parley/kit';
import { overLimit } from '../errors.js';
import type { HeldPassport, Sessions } from '../session.js';
import type { AccessWatch, AccountListener } from './access-watch.js';
import type { AccountChange } from './account-log.js';

/** Why a connection was ended; the codes of WebSocket closes (4xxx are ours). */
export const closing = {
  goingAway: { code: 1001, reason: 'Going away' },
  signedOut: { code: 4401, reason: 'Signed out' },
  expired: { code: 4401, reason: 'The token ended' },
  accessChanged: { code: 4410, reason: 'Access changed' },
  tooSlow: { code: 4408, reason: 'Too slow' },
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
/** How often connections are looked at whose time may be over. */
const SWEEP_MS = 250;

/** Holds connections to what their viewers may do now: ends them with the session, the token, or a change of rights. */
export class Connections implements AccountListener {
  /** By viewer; few have more than one. */
  private readonly open = new Map<string, HeldConnection[]>();
  private sweep: NodeJS.Timeout | null = null;
  /** Questions under way of what credentials stand for by now. */
  private readonly checks = new Set<Promise<void>>();

  constructor(
    private readonly sessions: Sessions,
    private readonly watch: AccessWatch,
    private readonly logger: Logger,
  ) {
    watch.tell(this);
  }

  /**
   * @throws AppError UNAUTHENTICATED when the credential stands for nobody, INVALID when the viewer has too many
   * connections, UNAVAILABLE while nobody could tell when the connection has to end
   */
  async accept({ credential, close }: Opening): Promise<Connection> {
    this.refuseWhileBlind();
    const passport = await this.sessions.passport(credential);
    this.refuseWhileBlind();
    if (!passport) throw unauthenticated('This session is over');
    const held = new HeldConnection(this, credential, close, passport);
    this.add(held);
    // A change that came between the answer and this line found no connection to end.
    if (this.watch.changedSince(passport.viewer, passport.askedAt)) this.check(held);
    return held;
  }

  changed(changes: readonly AccountChange[]): void {
    const organizations = new Set(changes.flatMap(({ organizationId }) => organizationId ?? []));
    const concerned = new Set<HeldConnection>();
    for (const { viewerId, sessionId } of changes) {
      for (const held of [...(this.open.get(viewerId ?? '') ?? [])]) {
        if (sessionId === null) concerned.add(held);
        else if (held.viewer.sessionId === sessionId) held.end(closing.signedOut);
      }
    }
    if (organizations.size > 0) {
      for (const held of this.all()) if (organizations.has(held.viewer.organizationId)) concerned.add(held);
    }
    for (const held of concerned) this.check(held);
  }

  everythingChanged(): void {
    for (const held of this.all()) this.check(held);
  }

  blind(): void {
    for (const held of this.all()) held.end(closing.tryLater);
  }

  async settled(): Promise<void> {
    // What one of them comes to is told by itself, and is no reason to keep events from the others.
    await Promise.allSettled(this.checks);
  }

  /** Takes a newer token in place of the present one. @throws AppError UNAVAILABLE when it cannot be checked */
  async renew(held: HeldConnection, credential: string): Promise<void> {
    const now = await this.sessions.passport(credential);
    const { id, sessionId } = held.viewer;
    if (now?.viewer.id !== id || now.viewer.sessionId !== sessionId) held.end(closing.signedOut);
    else if (!sameRights(now.viewer, held.viewer)) held.end(closing.accessChanged);
    else this.extend(held, credential, now);
  }

  remove(held: HeldConnection): void {
    const { id } = held.viewer;
    const left = this.open.get(id)?.filter((each) => each !== held) ?? [];
    if (left.length > 0) this.open.set(id, left);
    else this.open.delete(id);
    if (this.open.size > 0 || !this.sweep) return;
    clearInterval(this.sweep);
    this.sweep = null;
  }

  private add(held: HeldConnection): void {
    const { id } = held.viewer;
    const others = this.open.get(id) ?? [];
    if (others.length >= CONNECTIONS_PER_VIEWER) {
      throw overLimit('connections of one user', CONNECTIONS_PER_VIEWER, others.length + 1);
    }
    const equal = others.find(({ viewer }) => sameRights(viewer, held.viewer));
    if (equal) held.viewer = equal.viewer;
    this.open.set(id, [...others, held]);
    this.sweep ??= setInterval(() => {
      this.endOverdue();
    }, SWEEP_MS).unref();
  }

  private all(): readonly HeldConnection[] {
    return [...this.open.values()].flat();
  }

  private refuseWhileBlind(): void {
    if (!this.watch.isReading) throw unavailable('Connections cannot be watched over right now');
  }

  private endOverdue(): void {
    const now = Date.now();
    for (const held of this.all()) {
      if (held.endsAt <= now) held.end(closing.expired);
      else if (held.changesAt <= now) this.check(held);
    }
  }

  /** Asks what the credential stands for by now; connections that are checked together are asked for together. */
  private check(held: HeldConnection): void {
    if (held.isChecked) return;
    held.isChecked = true;
    const { credential } = held;
    const check = this.sessions.passport(credential).then(
      (now) => {
        held.isChecked = false;
        // A newer token took its place meanwhile: the end of this one ends nothing.
        if (held.credential !== credential) this.check(held);
        else if (!now) held.end(closing.signedOut);
        else if (!sameRights(held.viewer, now.viewer)) held.end(closing.accessChanged);
        else this.extend(held, credential, now);
      },
      (error: unknown) => {
        this.logger.error({ err: String(error) }, 'a change of access could not be checked');
        held.end(closing.tryLater);
      },
    );
    this.checks.add(check);
    void check.finally(() => this.checks.delete(check));
  }

  /** The connection goes on; unless something changed in the very moment between the answer and this line. */
  private extend(held: HeldConnection, credential: string, passport: HeldPassport): void {
    held.take(credential, passport);
    if (this.watch.changedSince(passport.viewer, passport.askedAt)) this.check(held);
  }
}

/** One connection; there are thousands, so it holds little more than its credential. */
class HeldConnection implements Connection {
  viewer: Viewer;
  endsAt: number;
  changesAt: number;
  isChecked = false;
  private isOver = false;

  constructor(
    private readonly owner: Connections,
    public credential: string,
    private readonly close: (why: Closing) => void,
    passport: HeldPassport,
  ) {
    this.viewer = passport.viewer;
    this.endsAt = endOf(passport);
    this.changesAt = passport.changesAt;
  }

  renew(credential: string): Promise<void> {
    return this.owner.renew(this, credential);
  }

  release(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.owner.remove(this);
  }

  end(why: Closing): void {
    if (this.isOver) return;
    this.release();
    this.close(why);
  }

  take(credential: string, passport: HeldPassport): void {
    this.credential = credential;
    this.endsAt = endOf(passport);
    this.changesAt = passport.changesAt;
  }
}

/** When the credential or the viewer's pass ends, whichever comes first. */
const endOf = ({ expiresAt, viewer: { endsAt } }: HeldPassport): number =>
  Math.min(expiresAt, endsAt === null ? Infinity : Date.parse(endsAt));

const sameRights = (one: Viewer, other: Viewer): boolean => JSON.stringify(one) === JSON.stringify(other);
