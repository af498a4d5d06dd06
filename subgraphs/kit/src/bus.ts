/**
 * Carries wake-ups between those who follow the same stream, in one process or in several. Never the record: it may
 * lose, repeat or reorder messages, or be down, and nobody loses an event (realtime.md §2).
 */
export interface Bus {
  /**
   * Never rejects: a lost wake-up is found by polling. What is published in a turn may leave together at its end;
   * `atOnce` it leaves before whatever this turn still sends, such as the answer to who caused it.
   */
  publish(topic: string, message: object, atOnce?: boolean): Promise<void>;
  /**
   * Calls `listener` for each message until the returned function is called, and `begun` once it hears: what is
   * published before that may be missed.
   */
  subscribe(topic: string, listener: (message: unknown) => void, begun?: () => void): () => void;
  close(): Promise<void>;
}
