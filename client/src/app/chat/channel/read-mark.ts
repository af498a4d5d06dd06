import { type Signal, effect, linkedSignal, signal, untracked } from '@angular/core';
import type { Apollo } from 'apollo-angular';
import { MarkReadDocument } from '../../../generated/graphql';
import type { ChannelData } from './channel-events.rules';

/** How far somebody has read. */
export type Cursor = Pick<NonNullable<ChannelData['viewerEntry']>, 'lastReadSeq' | 'unreadCount'>;

/** What is read: a channel, or a thread of it. */
interface Place {
  readonly channelId: Signal<string | null>;
  readonly threadId: Signal<string | null>;
  /** What is on screen, once it is there. */
  readonly openedId: Signal<string | null>;
  /** How far the server knows the viewer to have read it; null where that is not kept. */
  readonly cursor: () => Cursor | null;
}

/** Where the viewer stands in what is on screen: draws the line "New since" and tells the server what was seen. */
export class ReadMark {
  /** Where reading stood when the viewer came; the line is drawn there. */
  readonly readUpTo = linkedSignal<string | null, number | null>({
    source: () => this.place.openedId(),
    computation: () => this.unreadFrom(),
  });
  private markedSeq = -1;
  /** What was marked as unread stays so until the viewer comes back to it, or goes on writing. */
  private readonly keptUnread = signal(false);

  /** Made where effects can be. */
  constructor(
    private readonly apollo: Apollo,
    private readonly place: Place,
  ) {
    // Nobody may have looked meanwhile, so it is ended when something else is opened and not when it is read.
    effect(() => {
      place.openedId();
      untracked(() => {
        this.keptUnread.set(false);
      });
    });
  }

  /** Draws the line anew, for instance when the viewer looks away. */
  drawLine(): void {
    this.readUpTo.set(untracked(this.place.cursor)?.lastReadSeq ?? null);
  }

  forgetLine(): void {
    this.keptUnread.set(false);
    this.readUpTo.set(null);
  }

  /** Everything up to here was seen. */
  markRead(seq: number): void {
    const { channelId, cursor } = untracked(() => ({
      channelId: this.place.channelId(),
      cursor: this.place.cursor(),
    }));
    if (!channelId || !cursor || untracked(this.keptUnread)) return;
    if (seq <= Math.max(this.markedSeq, cursor.lastReadSeq)) return;
    this.markedSeq = seq;
    const threadId = untracked(this.place.threadId);
    const input = { channelId, threadId, seq, key: crypto.randomUUID() };
    this.apollo.mutate({ mutation: MarkReadDocument, variables: { input } }).subscribe({
      // The next message that is seen tries again; nobody needs to hear of it.
      error: () => (this.markedSeq = -1),
    });
  }

  /** The viewer marked that message as unread: the line goes above it, and looking at it does not read it again. */
  keepUnread(seq: number): void {
    this.keptUnread.set(true);
    this.markedSeq = -1;
    this.readUpTo.set(seq - 1);
  }

  private unreadFrom(): number | null {
    const cursor = untracked(this.place.cursor);
    return cursor && cursor.unreadCount > 0 ? cursor.lastReadSeq : null;
  }
}
