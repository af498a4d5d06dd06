import { FaultsEventsDocument, type FaultsEventsSubscription } from '../../generated/graphql.js';
import { followByEvents, followBySocket, type Heard, type Line } from '../wire/line.js';
import type { Client } from './client.js';
import { toldEvent } from './shown.js';

/** How somebody follows. */
export interface Habits {
  readonly channelId: string;
  /** Where the first session begins. */
  readonly after: string;
  readonly protocol: 'socket' | 'events';
  /** The gateway of the first session; each later one is at the next. */
  readonly gateway: number;
  /** Cuts its own line after so many events at most; 0 never does. */
  readonly restless: number;
}

/**
 * Somebody who follows a channel through every cut: a session ends, the next begins after the last cursor, at another
 * gateway.
 */
export class Follower {
  /** The last position it was told of. */
  cursor: string;
  private session = 0;
  /** The session in which an event was refused last. */
  private refused = 0;
  private line: Line | null = null;
  private left = 0;
  private stopping = false;
  private readonly over = Promise.withResolvers<undefined>();
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly name: string,
    private readonly client: Client,
    private readonly habits: Habits,
  ) {
    this.cursor = habits.after;
  }

  begin(): void {
    const { client, habits, name } = this;
    this.session += 1;
    const { session } = this;
    const gateway = (habits.gateway + session - 1) % client.gateways.length;
    const who = client.account.id;
    const { protocol } = habits;
    this.left = habits.restless > 0 ? client.chance.within(1, habits.restless) : Infinity;
    client.journal.note({
      type: 'opened',
      follower: name,
      who,
      session,
      gateway,
      protocol,
      after: this.cursor,
    });
    const follow = protocol === 'socket' ? followBySocket : followByEvents;
    this.line = follow<FaultsEventsSubscription, { channelId: string; after: string }>({
      gateway: client.gateways[gateway] ?? '',
      token: client.account.token,
      document: FaultsEventsDocument,
      variables: { channelId: habits.channelId, after: this.cursor },
      hear: (heard) => {
        this.hear(session, heard);
      },
    });
  }

  /** Resolves once it was told of that position; false when it was not in time (milliseconds). */
  async reaches(cursor: string, within: number): Promise<boolean> {
    if (this.cursor === cursor) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const look = () => {
      if (this.cursor === cursor) resolve(true);
    };
    this.waiting.add(look);
    const late = setTimeout(() => {
      resolve(false);
    }, within);
    try {
      return await promise;
    } finally {
      clearTimeout(late);
      this.waiting.delete(look);
    }
  }

  /** Ends the session and begins no other. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.line?.close();
    await this.over.promise;
  }

  private hear(session: number, heard: Heard<FaultsEventsSubscription>): void {
    const { journal, account } = this.client;
    const whose = { follower: this.name, who: account.id, session };
    if (heard.kind === 'refused') {
      const { codes, message } = heard;
      journal.note({ type: 'refused', ...whose, codes, message });
      this.refused = session;
      this.line?.close();
      return;
    }
    if (heard.kind === 'ended') {
      journal.note({ type: 'ended', ...whose, why: heard.why });
      this.again();
      return;
    }
    const event = toldEvent(heard.data.channelEvents);
    journal.note({ type: 'told', ...whose, event });
    // An event could not be shown: what lies after it is taken from another session, which begins before it.
    if (this.refused === session) return;
    this.cursor = event.cursor;
    for (const look of this.waiting) look();
    this.left -= 1;
    if (this.left <= 0) this.line?.close();
  }

  private again(): void {
    if (this.stopping) {
      this.over.resolve(undefined);
      return;
    }
    void this.client.rest(400).then(() => {
      if (this.stopping) this.over.resolve(undefined);
      else this.begin();
    });
  }
}
