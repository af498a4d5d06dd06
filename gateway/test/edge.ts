import { streamCursor, type AccessChange, type Caller, type LiveMark, type Viewer } from '@parley/kit';
import { aViewer, callerOf } from '@parley/kit/testing';
import { GraphQLError } from 'graphql';
import type { Operation } from '../src/operation.js';
import { PushStream } from '../src/push-stream.js';
import type { SubgraphLink } from '../src/subgraph-link/link.js';
import type { Entry } from '../src/subscriptions/entry.js';
import { Grants } from '../src/subscriptions/grants.js';
import { newReader, type Reader } from '../src/subscriptions/reader.js';
import { SharedStream } from '../src/subscriptions/shared-stream.js';
import type { Sink } from '../src/subscriptions/sink.js';
import type { Source } from '../src/subscriptions/source.js';

const STREAM = 'channel:1';
/** The cursor of a position. */
export const cursorAt = (seq: number): string => streamCursor(STREAM, seq);
const json = (value: string) => Buffer.from(JSON.stringify(value));

/** A follower that writes down what it is sent; it can stop reading. */
export class Recorder implements Sink {
  readonly heard: string[] = [];
  isFull = false;
  over: 'complete' | readonly GraphQLError[] | null = null;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly capacity = Infinity) {}

  send(payload: Buffer): void {
    if (this.over) throw new Error('Something was sent after the end');
    this.heard.push(JSON.parse(payload.toString()) as string);
    if (this.heard.length >= this.capacity) this.isFull = true;
  }

  whenRoom(go: () => void): void {
    this.waiting.push(go);
  }

  readOn(): void {
    this.isFull = false;
    for (const go of this.waiting.splice(0)) go();
  }

  fail(errors: readonly GraphQLError[]): void {
    this.over = errors;
  }

  complete(): void {
    this.over = 'complete';
  }
}

/** A subgraph with one stream in memory, and how often it was asked. */
export class Subgraph {
  opened: (string | null)[] = [];
  readonly live = new Set<PushStream<Entry>>();
  readonly banned = new Set<string>();
  /** The oldest position that can be followed from. */
  oldest = 0;
  grantsAsked = 0;
  private readonly log: Entry[] = [];
  private held: Promise<unknown> | null = null;

  append(text: string, access: AccessChange | null = null): void {
    const seq = this.log.length + 1;
    const mark: LiveMark = { kind: 'said', cursor: cursorAt(seq), seq, access };
    const entry = { payload: json(text), mark };
    this.log.push(entry);
    for (const stream of this.live) stream.push(entry);
  }

  /** Something whose place in the stream nobody can tell. */
  appendWithoutOrder(): void {
    const mark: LiveMark = { kind: 'said', cursor: 'somewhere', seq: null, access: null };
    for (const stream of this.live) stream.push({ payload: json('?'), mark });
  }

  open(after: string | null): AsyncGenerator<Entry, void, undefined> {
    this.opened.push(after);
    const stream = new PushStream<Entry>(Infinity, () => this.live.delete(stream));
    const positions = Array.from({ length: this.log.length + 1 }, (_, seq) => seq);
    const from = after === null ? this.log.length : positions.find((seq) => cursorAt(seq) === after);
    if (from === undefined || from < this.oldest) {
      stream.push(this.told('cursorExpired', this.log.length));
      stream.end();
      return stream;
    }
    this.live.add(stream);
    for (const entry of this.log.slice(from)) stream.push(entry);
    stream.push(this.told('caughtUp', this.log.length));
    return stream;
  }

  get isHeld(): boolean {
    return this.held !== null;
  }

  /** Answers about grants wait until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.held = promise;
    return () => {
      this.held = null;
      resolve(undefined);
    };
  }

  readonly link = {
    name: 'chat',
    authorize: async (_request: unknown, callers: readonly Caller[]) => {
      this.grantsAsked += 1;
      const refusal = [new GraphQLError('Channel not found', { extensions: { code: 'NOT_FOUND' } })];
      const answer = callers.map(({ viewer }) => (this.banned.has(viewer?.id ?? '') ? refusal : null));
      await this.held;
      return answer;
    },
  } as unknown as SubgraphLink;

  private told(kind: string, seq: number): Entry {
    return { payload: json(kind), mark: { kind, cursor: cursorAt(seq), seq, access: null } };
  }
}

/** A shared stream over that subgraph. */
export class Edge {
  readonly subgraph = new Subgraph();
  readonly alone: Reader[] = [];
  private readonly readers: Reader[] = [];
  over = 0;
  private stream: SharedStream | null = null;

  /** @param gatherMs for how long questions about many are gathered */
  constructor(private readonly gatherMs = 0) {}

  join(sink: Sink, after: string | null, viewer: Partial<Viewer> = {}): Reader {
    const reader = newReader(callerOf(aViewer(viewer)), sink, after);
    this.readers.push(reader);
    this.admit(reader);
    return reader;
  }

  /** Lets everything that was begun come to rest; questions that are held back stay where they are. */
  async settled(): Promise<void> {
    const isAsking = () =>
      !this.subgraph.isHeld && this.readers.some(({ standing }) => standing === 'checking');
    for (let turn = 0; turn < 20 || isAsking(); turn++) await new Promise(setImmediate);
  }

  private admit(reader: Reader): void {
    this.stream ??= this.make(reader.cursor);
    void this.stream.admit(reader);
  }

  private make(after: string | null): SharedStream {
    const { subgraph } = this;
    const source = { request: () => ({ query: '' }) } as unknown as Source;
    return new SharedStream(
      {
        grants: new Grants(subgraph.link, source, { variables: {} } as Operation, this.gatherMs),
        isFollowable: true,
        open: (cursor) => subgraph.open(cursor),
        caughtUp: () => json('caughtUp'),
        restart: (reader) => {
          this.admit(reader);
        },
        onNeedsViewer: (readers) => this.alone.push(...readers),
        onOver: () => {
          this.over += 1;
          this.stream = null;
        },
        errorsOf: (error) =>
          (error as { errors?: GraphQLError[] }).errors ?? [new GraphQLError(String(error))],
      },
      after,
    );
  }
}
