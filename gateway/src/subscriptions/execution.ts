import { unavailable, type Caller, type Logger } from '@parley/kit';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import { BoundedCache } from '../bounded-cache.js';
import { asRefusal, presentError } from '../errors.js';
import type { Executor } from '../executor.js';
import type { Plan } from '../federation/federation.js';
import { deliveries, sharedStreams } from '../metrics.js';
import { nobody } from '../nobody.js';
import { Refused, type Operation } from '../operation.js';
import type { SubgraphLink, SubgraphLinks } from '../subgraph-link/link.js';
import { Grants } from './grants.js';
import { hasLeft, newReader, type Home, type Reader } from './reader.js';
import { SharedStream } from './shared-stream.js';
import type { Sink } from './sink.js';
import { sourceOf, type Source } from './source.js';
import { entriesOf } from './upstream.js';

/** A subscription that runs. */
export interface Following {
  /** The follower left; nothing is sent any more, not even the end. */
  stop(): void;
}

/** How subscriptions are executed. */
export interface Execution {
  /** Never throws: a refusal is told to the sink. */
  follow(operation: Operation, caller: Caller, sink: Sink): Following;
}

/** What execution stands on. */
export interface ExecutionParts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly links: SubgraphLinks;
  readonly logger: Logger;
  /** What events wait for; see AccessWatch. */
  readonly watch: { readonly settling: Promise<void> | null };
}

/** How many operations are remembered to depend on who asks. */
const REMEMBERED = 2_000;

/** One operation's root field and the way to its owner. */
interface Route {
  readonly source: Source;
  readonly link: SubgraphLink;
}

/**
 * Every event is executed once for all who follow the same thing with the same selection, as nobody. An operation that
 * proves to depend on who asks is executed for each viewer, from then on.
 */
export class SharingExecution implements Execution {
  private readonly streams = new Map<string, SharedStream>();
  private readonly needsViewer = new BoundedCache<true>(REMEMBERED);
  private readonly sources = new WeakMap<Plan, Source>();

  constructor(private readonly parts: ExecutionParts) {}

  follow(operation: Operation, caller: Caller, sink: Sink): Following {
    try {
      const route = this.routeOf(operation);
      const reader = newReader(caller, sink, route.source.after(operation.variables));
      this.begin(operation, route, reader);
      return {
        stop: () => {
          reader.home?.leave(reader);
          reader.standing = 'gone';
        },
      };
    } catch (error) {
      // An operation that cannot be planned or routed is refused like any other.
      sink.fail(this.errorsOf(error, caller));
      return { stop: () => undefined };
    }
  }

  private routeOf(operation: Operation): Route {
    const plan = operation.plan();
    const link = plan.source && this.parts.links.get(plan.source.subgraph);
    if (!plan.source || !link) throw unavailable('This cannot be followed right now');
    const known = this.sources.get(plan);
    const source = known ?? sourceOf(this.parts.schema, operation, plan.source);
    if (!known) this.sources.set(plan, source);
    return { source, link };
  }

  private begin(operation: Operation, route: Route, reader: Reader): void {
    if (this.needsViewer.get(operation.key)) {
      void this.followAlone(operation, route, reader);
      return;
    }
    const key = route.source.key(operation.variables);
    const stream = this.streams.get(key) ?? this.share(key, operation, route, reader.cursor);
    void stream.admit(reader);
  }

  private share(key: string, operation: Operation, route: Route, after: string | null): SharedStream {
    const { executor, watch } = this.parts;
    const { source, link } = route;
    const caller = nobody();
    const last = { cursor: '', payload: Buffer.alloc(0) };
    const stream = new SharedStream(
      {
        grants: new Grants(link, source, operation),
        isFollowable: source.isFollowable,
        open: (cursor) => entriesOf({ executor, link, operation, source, caller, after: cursor, watch }),
        caughtUp: (cursor) => {
          if (cursor !== last.cursor) {
            Object.assign(last, { cursor, payload: source.caughtUp(operation.variables, cursor) });
          }
          return last.payload;
        },
        restart: (reader) => {
          this.begin(operation, route, reader);
        },
        onNeedsViewer: (readers) => {
          this.needsViewer.set(operation.key, true);
          for (const reader of readers) void this.followAlone(operation, route, reader);
        },
        onOver: () => {
          if (this.streams.get(key) !== stream) return;
          this.streams.delete(key);
          sharedStreams.set(this.streams.size);
        },
        errorsOf: (error) => this.errorsOf(error, caller),
      },
      after,
    );
    this.streams.set(key, stream);
    sharedStreams.set(this.streams.size);
    return stream;
  }

  /** One upstream and one execution of each event for this viewer alone, at the pace of their connection. */
  private async followAlone(operation: Operation, { source, link }: Route, reader: Reader): Promise<void> {
    const { executor, watch } = this.parts;
    const { caller, sink } = reader;
    const entries = entriesOf({ executor, link, operation, source, caller, after: reader.cursor, watch });
    const home: Home = {
      leave: () => {
        reader.standing = 'gone';
        void entries.return();
      },
    };
    reader.home = home;
    reader.standing = 'live';
    try {
      for await (const { payload } of entries) {
        if (hasLeft(reader)) return;
        if (payload.length > 0) sink.send(payload);
        deliveries.inc();
        if (sink.isFull) {
          await new Promise<void>((go) => {
            sink.whenRoom(go);
          });
        }
      }
      if (!hasLeft(reader)) sink.complete();
    } catch (error) {
      // Whatever ends the stream is told to its one follower.
      if (!hasLeft(reader)) sink.fail(this.errorsOf(error, caller));
    }
  }

  private errorsOf(error: unknown, { requestId }: Caller): readonly GraphQLError[] {
    const reasons = error instanceof Refused ? error.errors : [asRefusal(error)];
    return reasons.map((reason) => presentError(reason, requestId, this.parts.logger));
  }
}
