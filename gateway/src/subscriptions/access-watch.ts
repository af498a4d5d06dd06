import { setTimeout as delay } from 'node:timers/promises';
import type { Logger, Viewer } from '@parley/kit';
import type { ChangeMemory } from '../session.js';
import type { SubgraphLink } from '../subgraph-link/link.js';
import { readAccountNews, type AccountChange, type AccountNews, type WakeUps } from './account-log.js';

/** Whoever holds connections, and ends or checks them. */
export interface AccountListener {
  changed(changes: readonly AccountChange[]): void;
  /** More changed than can be told. */
  everythingChanged(): void;
  /** What happens to accounts is unknown: nobody may be served any longer on what was known. */
  blind(): void;
  /** Resolves when everybody whom the changes concern is gone, or known to go on. */
  settled(): Promise<void>;
}

const POLL_MS = 500;
const READ_MS = 3_000;
/** With the second until the next look, ten seconds are the longest that anybody is served on what may be over. */
const BLIND_MS = 8_500;
/** For how long events wait for news of accounts that cannot be read: a part of the two seconds that P5 leaves. */
const SETTLES_MS = 1_000;
/** Longer than any answer of identity can be under way or kept. */
const REMEMBERED_MS = 30_000;
const REMEMBERED = 10_000;

const giveUp = (): Promise<void> => delay(SETTLES_MS, undefined, { ref: false });

/**
 * What identity says about accounts, as it happens: one reader for a gateway, whatever the number of viewers. It is
 * woken by the bus and looks by itself twice a second; when it could not read for ten seconds, everything is closed.
 */
export class AccessWatch implements ChangeMemory {
  /**
   * From a wake-up until what it told of was read and those whom it concerns are gone: what was written after a loss of
   * rights waits for it, so that it reaches nobody who lost them. Null when there is nothing to wait for.
   */
  settling: Promise<void> | null = null;
  private position: string | null = null;
  /** When the last read that succeeded began, performance.now(). */
  private readAt = -Infinity;
  private reading: Promise<void> | null = null;
  private again = false;
  private poll: NodeJS.Timeout | null = null;
  private unwake = (): void => undefined;
  private listener: AccountListener | null = null;
  /** When something last changed, by the id of a viewer or an organisation, oldest first. */
  private readonly changedAt = new Map<string, number>();
  private anythingAt = -Infinity;
  private everythingAt = -Infinity;

  constructor(
    private readonly identity: SubgraphLink,
    private readonly onWake: WakeUps,
    private readonly logger: Logger,
  ) {}

  /** Whether nothing that happens to accounts is missed. */
  get isReading(): boolean {
    return this.position !== null && performance.now() - this.readAt < BLIND_MS;
  }

  tell(listener: AccountListener): void {
    this.listener = listener;
  }

  /** Resolves when a first look was taken, whatever came of it: what cannot be read yet is tried twice a second. */
  start(): Promise<void> {
    this.unwake = this.onWake(() => {
      this.look();
      this.settle();
    });
    this.poll = setInterval(() => {
      this.look();
    }, POLL_MS).unref();
    this.look();
    return this.reading ?? Promise.resolve();
  }

  stop(): void {
    if (this.poll) clearInterval(this.poll);
    this.unwake();
    this.position = null;
  }

  changedSince(viewer: Pick<Viewer, 'id' | 'organizationId'> | null, since: number): boolean {
    if (this.everythingAt >= since) return true;
    if (!viewer) return this.anythingAt >= since;
    const { id, organizationId } = viewer;
    return [id, organizationId].some((each) => (this.changedAt.get(each) ?? -Infinity) >= since);
  }

  /**
   * Resolves when what was written by now has been read, so that a loss of rights holds here before anybody is answered
   * that it happened. Never waits long for an identity that does not answer.
   */
  caughtUp(): Promise<void> {
    this.look();
    return Promise.race([this.allRead(), giveUp()]);
  }

  private settle(): void {
    const settled = Promise.race([this.settled(), giveUp()]);
    this.settling = settled;
    void settled.finally(() => {
      if (this.settling === settled) this.settling = null;
    });
  }

  private async settled(): Promise<void> {
    await this.allRead();
    await this.listener?.settled();
  }

  /** The read under way may have begun before what is told of was written; then another one follows it. */
  private async allRead(): Promise<void> {
    for (let reads = 0; reads < 2 && this.reading; reads += 1) await this.reading;
  }

  private look(): void {
    if (this.position !== null && !this.isReading) this.goBlind();
    if (this.reading) {
      // It may have looked already at what has just been written.
      this.again = true;
      return;
    }
    this.reading = this.read().finally(() => {
      this.reading = null;
      if (!this.again) return;
      this.again = false;
      this.look();
    });
  }

  private async read(): Promise<void> {
    const began = performance.now();
    const { position } = this;
    try {
      const news = await readAccountNews(this.identity, position, READ_MS);
      // Blind meanwhile, or stopped: what was read does not reach back to what is known.
      if (this.position === position) this.take(news, began);
    } catch (error) {
      // Identity or its database is away; the next look asks again, from the same position.
      this.logger.warn({ err: String(error) }, 'the log of accounts was not read');
    }
  }

  private take(news: AccountNews, began: number): void {
    const isFirst = this.position === null;
    this.position = news.position;
    this.readAt = began;
    if (isFirst || news.everything) {
      this.rememberEverything();
      if (!isFirst) this.listener?.everythingChanged();
    } else if (news.changes.length > 0) {
      this.remember(news.changes);
      this.listener?.changed(news.changes);
    }
  }

  private goBlind(): void {
    this.logger.error({}, 'the log of accounts could not be read for ten seconds: connections are closed');
    this.position = null;
    this.listener?.blind();
  }

  private remember(changes: readonly AccountChange[]): void {
    const now = performance.now();
    this.anythingAt = now;
    for (const { viewerId, organizationId } of changes) {
      const id = organizationId ?? viewerId ?? '';
      this.changedAt.delete(id);
      this.changedAt.set(id, now);
    }
    for (const [id, at] of this.changedAt) {
      if (at > now - REMEMBERED_MS) break;
      this.changedAt.delete(id);
    }
    if (this.changedAt.size > REMEMBERED) this.rememberEverything();
  }

  private rememberEverything(): void {
    this.changedAt.clear();
    this.anythingAt = this.everythingAt = performance.now();
  }
}
