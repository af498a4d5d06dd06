import { Service, computed, signal } from '@angular/core';
import type { OutboxItem } from '../../core/graphql/outbox.rules';
import type { Message } from './channel-events.rules';

/** What stands beside the conversation. */
export type SideView = { readonly kind: 'details' } | { readonly kind: 'person'; readonly userId: string };

/** What the viewer is about in the channel on screen: what they answer, change or look at. */
@Service({ autoProvided: false })
export class Conversation {
  readonly replyingTo = signal<Message | null>(null);
  readonly editing = signal<Message | null>(null);
  /** What was refused and is written anew. */
  readonly revising = signal<OutboxItem | null>(null);
  /** Whether the box holds something that was written before, and not what is being written. */
  readonly changing = computed(() => this.editing() !== null || this.revising() !== null);
  readonly panel = signal<SideView | null>(null);
  /** The message that the keyboard is on. */
  readonly activeId = signal<string | null>(null);
  /** The message that was jumped to, for as long as its wash lasts. */
  readonly washedId = signal<string | null>(null);
  /** Asks the list to show a message; the number makes each asking a new one. */
  readonly jump = signal<{ readonly messageId: string; readonly nth: number } | null>(null);
  /** Asks the box to take the focus, as soon as there is one; it takes the asking back. */
  readonly boxWanted = signal(false);

  /** Another channel came on screen. */
  begin(): void {
    this.stop();
    this.panel.set(null);
    this.activeId.set(null);
    this.washedId.set(null);
    this.jump.set(null);
    this.boxWanted.set(false);
  }

  /** Leaves the reply or the change. */
  stop(): void {
    this.replyingTo.set(null);
    this.editing.set(null);
    this.revising.set(null);
  }

  reply(message: Message): void {
    this.stop();
    this.replyingTo.set(message);
    this.toBox();
  }

  edit(message: Message): void {
    this.stop();
    this.editing.set(message);
    this.toBox();
  }

  revise(item: OutboxItem): void {
    this.stop();
    this.revising.set(item);
    this.toBox();
  }

  jumpTo(messageId: string): void {
    this.jump.update((last) => ({ messageId, nth: (last?.nth ?? 0) + 1 }));
  }

  toBox(): void {
    this.boxWanted.set(true);
  }

  openPerson(userId: string): void {
    this.panel.set({ kind: 'person', userId });
  }

  toggleDetails(): void {
    this.panel.update((panel) => (panel?.kind === 'details' ? null : { kind: 'details' }));
  }
}
