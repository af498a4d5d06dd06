import type { Bus } from './bus.js';
import { readFeed, type FeedBatch, type LogEvent } from './log.js';
import type { DataSource } from 'typeorm';
import { PROOF_HEADER, signProof } from './proof.js';
import { systemCaller } from './viewer.js';

/** A subgraph's log as other subgraphs read it: in commit order, from a position they keep themselves. */
export interface Feed {
  read(after: string | null, kinds: readonly string[], limit: number): Promise<FeedBatch>;
  /** Calls back when there may be more; a lost call costs only time. */
  onWake(listener: () => void): () => void;
}

/** The topic that tells of new events in a subgraph's log. */
export const feedTopic = (subgraph: string): string => `parley:${subgraph}:feed`;

/** The feed of a subgraph in this process. */
export const localFeed = (database: DataSource, bus: Bus, subgraph: string): Feed => ({
  read: (after, kinds, limit) => readFeed(database.manager, after, kinds, limit),
  onWake: (listener) => bus.subscribe(feedTopic(subgraph), listener),
});

interface WireBatch extends Omit<FeedBatch, 'events'> {
  readonly events: readonly (Omit<LogEvent, 'at'> & { readonly at: string })[];
}

/** The feed of a subgraph in another process, over its GET /log, vouched for like every call between services. */
export function httpFeed(options: { url: string; subgraph: string; proofSecret: string; bus: Bus }): Feed {
  return {
    async read(after, kinds, limit) {
      const query = new URLSearchParams({
        kinds: kinds.join(','),
        limit: String(limit),
        ...(after && { after }),
      });
      const path = `/log?${query.toString()}`;
      const proof = await signProof(options.proofSecret, {
        audience: options.subgraph,
        caller: systemCaller('feed'),
        body: path,
      });
      const response = await fetch(new URL(path, options.url), {
        headers: { [PROOF_HEADER]: proof },
        signal: AbortSignal.timeout(10_000),
      });
      if (!response.ok) {
        throw new Error(`The feed of ${options.subgraph} answered ${String(response.status)}`);
      }
      const batch = (await response.json()) as WireBatch;
      return { ...batch, events: batch.events.map((event) => ({ ...event, at: new Date(event.at) })) };
    },
    onWake: (listener) => options.bus.subscribe(feedTopic(options.subgraph), listener),
  };
}
