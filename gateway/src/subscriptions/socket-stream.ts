import type { GraphQLError } from 'graphql';
import { MessageType } from 'graphql-ws';
import { errorJson } from '../errors.js';
import { openSubscriptions } from '../metrics.js';
import type { Following } from './execution.js';
import { asciiJson, nextFrame } from './frame.js';
import type { Peer } from './peer.js';
import type { Sink } from './sink.js';

/** One operation of a socket, named by the id that its client chose. */
export class SocketStream implements Sink {
  isOver = false;
  private readonly idJson: string;
  private following: Following | null = null;

  constructor(
    private readonly peer: Peer,
    private readonly id: string,
  ) {
    this.idJson = asciiJson(id);
  }

  get isFull(): boolean {
    return this.peer.outlet.isFull;
  }

  /** Follows a subscription until either side ends it. */
  begin(follow: (sink: Sink) => Following): void {
    openSubscriptions.inc();
    const following = follow(this);
    this.following = following;
    // A refusal may be told before there is anything to stop.
    if (this.isOver) this.unfollow();
  }

  send(payload: Buffer): void {
    this.peer.outlet.write(nextFrame(this.idJson, payload));
  }

  whenRoom(go: () => void): void {
    this.peer.outlet.whenRoom(go);
  }

  fail(errors: readonly GraphQLError[]): void {
    if (this.isOver) return;
    this.stop();
    this.peer.say({ id: this.id, type: MessageType.Error, payload: errors.map(errorJson) });
  }

  complete(): void {
    if (this.isOver) return;
    this.stop();
    this.peer.say({ id: this.id, type: MessageType.Complete });
  }

  /** The client, or its socket, left. */
  stop(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.peer.forget(this.id, this);
    this.unfollow();
  }

  private unfollow(): void {
    if (!this.following) return;
    openSubscriptions.dec();
    this.following.stop();
    this.following = null;
  }
}
