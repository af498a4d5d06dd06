import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Bus } from './bus.js';
import { notFound } from './errors.js';
import { readFeed, type FeedBatch } from './commit-order.js';
import type { LogEvent } from './log.js';
import type { DataSource } from 'typeorm';
import { PROOF_HEADER, signProof } from './proof.js';
import { systemCaller } from './viewer.js';

/** A subgraph's log as other subgraphs read it: in commit order, from a position they keep themselves. */
export interface Feed {
  read(after: string | null, kinds: readonly string[], limit: number): Promise<FeedBatch>;
  /** Calls back when there may be more, with the kinds of what came where they are known; a lost call costs only time. */
  onWake(listener: (kinds: readonly string[] | null) => void): () => void;
  /** Something too large for a log, which this log told of by that name; absent where nothing is given like that. */
  readonly parcel?: (name: string) => Promise<Readable>;
}

/** The topic that tells of new events in a subgraph's log. */
export const feedTopic = (subgraph: string): string => `parley:${subgraph}:feed`;

/** What is said there: the kinds of what was appended. */
export interface Wake {
  readonly kinds: readonly string[];
}

type Parcel = NonNullable<Feed['parcel']>;

const listenTo =
  (bus: Bus, subgraph: string): Feed['onWake'] =>
  (listener) =>
    bus.subscribe(feedTopic(subgraph), (message) => {
      // While replicas are replaced, those of an older version say nothing.
      listener((message as Partial<Wake>).kinds ?? null);
    });

/** The feed of a subgraph in this process. */
export const localFeed = (
  database: DataSource,
  bus: Bus,
  subgraph: string,
  parcel: Parcel = () => Promise.reject(notFound('Parcel')),
): Feed => ({
  read: (after, kinds, limit) => readFeed(database, after, kinds, limit),
  onWake: listenTo(bus, subgraph),
  parcel,
});

/**
 * The feed of a subgraph that is started in this process later: it has nothing until then. Two subgraphs that follow each
 * other cannot both be there before the other.
 */
export const laterFeed = (bus: Bus, subgraph: string, found: () => Feed | undefined): Feed => ({
  read: (after, kinds, limit) =>
    found()?.read(after, kinds, limit) ??
    Promise.resolve({ events: [], position: after, more: false, held: false }),
  onWake: listenTo(bus, subgraph),
  parcel: (name) => found()?.parcel?.(name) ?? Promise.reject(notFound('Parcel')),
});

interface WireBatch extends Omit<FeedBatch, 'events'> {
  readonly events: readonly (Omit<LogEvent, 'at'> & { readonly at: string })[];
}

interface HttpFeedOptions {
  /** One for each replica. */
  readonly urls: readonly string[];
  readonly subgraph: string;
  readonly proofSecret: string;
  readonly bus: Bus;
}

/** Another replica is asked when one has not answered by then. */
const TIMEOUT_MS = 2_000;

/** Asks the replicas of a subgraph for its log, beginning with the one that answered last. */
class LogReader {
  private first = 0;

  constructor(private readonly options: HttpFeedOptions) {}

  get(query: object): Promise<unknown> {
    const path = `/log?${new URLSearchParams({ ...query }).toString()}`;
    return this.ask(path, (response) => response.json());
  }

  /** The bytes come at the pace of whoever reads them; a line that breaks meanwhile is an error of the stream. */
  parcel(name: string): Promise<Readable> {
    return this.ask(`/parcels/${encodeURIComponent(name)}`, ({ body }) =>
      Promise.resolve(body ? Readable.fromWeb(body as ReadableStream) : Readable.from([])),
    );
  }

  /** @throws what the last replica failed with, when none answers */
  private async ask<T>(path: string, read: (response: Response) => Promise<T>): Promise<T> {
    const { urls, subgraph } = this.options;
    let failure: unknown = new Error(`No address of ${subgraph} is known`);
    const first = this.first % urls.length;
    for (const url of [...urls.slice(first), ...urls.slice(0, first)]) {
      try {
        return await this.askAt(url, path, read);
      } catch (error) {
        // This replica is away; what it was asked changes nothing, so the next one is.
        failure = error;
        this.first += 1;
      }
    }
    throw failure;
  }

  /** One GET, vouched for like every call between services. */
  private async askAt<T>(url: string, path: string, read: (response: Response) => Promise<T>): Promise<T> {
    const { subgraph, proofSecret } = this.options;
    const caller = systemCaller('feed');
    const proof = signProof(proofSecret, { audience: subgraph, caller, body: path });
    const late = new AbortController();
    const timer = setTimeout(() => {
      late.abort();
    }, TIMEOUT_MS);
    try {
      const response = await fetch(new URL(path, url), {
        headers: { [PROOF_HEADER]: proof },
        signal: late.signal,
      });
      if (!response.ok) throw new Error(`The feed of ${subgraph} answered ${String(response.status)}`);
      return await read(response);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The feed of a subgraph in another process, over its GET /log. */
export function httpFeed(options: HttpFeedOptions): Feed {
  const log = new LogReader(options);
  return {
    async read(after, kinds, limit) {
      const query = { kinds: kinds.join(','), limit: String(limit), ...(after && { after }) };
      const batch = (await log.get(query)) as WireBatch;
      return { ...batch, events: batch.events.map((event) => ({ ...event, at: new Date(event.at) })) };
    },
    onWake: listenTo(options.bus, options.subgraph),
    parcel: (name) => log.parcel(name),
  };
}

/** What GET /log answers. */
export function answerLog(feed: Feed, query: URLSearchParams): Promise<FeedBatch> {
  const limit = Math.min(Number(query.get('limit') ?? 100), 1_000);
  return feed.read(query.get('after'), query.get('kinds')?.split(',') ?? [], limit);
}
