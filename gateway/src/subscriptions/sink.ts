import type { GraphQLError } from 'graphql';

/** Where the answers of one subscription go, whatever the protocol. */
export interface Sink {
  /** So much waits that the follower counts as slow: nothing more is sent until there is room. */
  readonly isFull: boolean;
  /** Sends one answer: the bytes of its JSON, shared by all who get the same. */
  send(payload: Buffer): void;
  /** Calls back once, when what waited has been taken. */
  whenRoom(go: () => void): void;
  /** The subscription was not, or is no longer, possible. */
  fail(errors: readonly GraphQLError[]): void;
  /** The stream is over. */
  complete(): void;
}
