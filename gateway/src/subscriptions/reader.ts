import type { Caller } from '@parley/kit';
import type { GraphQLError } from 'graphql';
import type { Sink } from './sink.js';
import type { Placed } from './tape.js';

/** Where somebody stands in a shared stream. */
export type Standing =
  /** Their grant is being asked for; nothing is sent. */
  | 'checking'
  /** They may follow; where from is not known yet. */
  | 'unplaced'
  /** Behind the head, and being brought on. */
  | 'behind'
  /** At the head: what happens is sent at once. */
  | 'live'
  /** No longer here. */
  | 'gone';

/** Whoever sends to a reader at the moment. */
export interface Home {
  leave(reader: Reader): void;
}

/** One subscription of one viewer to a shared stream. */
export interface Reader {
  readonly caller: Caller;
  readonly sink: Sink;
  home: Home | null;
  standing: Standing;
  /** Their right may have changed while it was being asked for. */
  isTouched: boolean;
  /** The place of what they were sent last; -1 until it is known. */
  seq: number;
  /** Its cursor, or the one they came with. */
  cursor: string | null;
  /** Whether they were told that what follows is live. */
  isCaughtUp: boolean;
}

/** Somebody who has just come. */
export const newReader = (caller: Caller, sink: Sink, after: string | null): Reader => ({
  caller,
  sink,
  home: null,
  standing: 'checking',
  isTouched: false,
  seq: -1,
  cursor: after,
  isCaughtUp: false,
});

/** Whether the reader went away, or was let go, while something else was waited for. */
export const hasLeft = ({ standing }: Reader): boolean => standing === 'gone';

/** Sends the next entry to somebody who is right before it. */
export function send(reader: Reader, { payload, seq, cursor }: Placed): void {
  reader.seq = seq;
  reader.cursor = cursor;
  reader.sink.send(payload);
}

/** Lets somebody go: with the reasons why they cannot follow, or because there is no more for them. */
export function end(reader: Reader, errors: readonly GraphQLError[] | null): void {
  reader.standing = 'gone';
  if (errors) reader.sink.fail(errors);
  else reader.sink.complete();
}
