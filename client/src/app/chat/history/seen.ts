import { DestroyRef, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { ChannelStore } from '../channel/channel.store';

const restMs = 400;

/** How far the viewer has really seen: what was on screen while the window had their attention. */
@Service({ autoProvided: false })
export class Seen {
  private readonly store = inject(ChannelStore);
  private readonly sidebar = inject(Sidebar);
  private readonly attentive = signal(document.hasFocus());
  private readonly onScreen = signal(0);
  private readonly furthest = signal(0);

  /** Messages of others below what was seen. */
  readonly unseenCount = computed(() => {
    // Not all of them are loaded; the list of channels knows how many there are.
    if (this.store.hasNewer()) return this.sidebar.entryOf(this.store.channelId() ?? '')?.unreadCount ?? 0;
    const viewerId = this.store.viewerId();
    return this.store.messages().filter(({ seq, author }) => seq > this.furthest() && author?.id !== viewerId)
      .length;
  });

  constructor() {
    this.watchAttention();
    effect((onCleanup) => {
      const seq = this.onScreen();
      if (!this.attentive() || seq === 0) return;
      this.furthest.update((furthest) => Math.max(furthest, seq));
      // Read is what the eye rested on, not what flew past.
      const timer = setTimeout(() => {
        this.store.reading.markRead(seq);
      }, restMs);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
  }

  upTo(seq: number): void {
    this.onScreen.set(seq);
  }

  private watchAttention(): void {
    const look = (): void => {
      const attentive = document.visibilityState === 'visible' && document.hasFocus();
      if (untracked(this.attentive) && !attentive) this.store.reading.drawLine();
      this.attentive.set(attentive);
    };
    addEventListener('focus', look);
    addEventListener('blur', look);
    document.addEventListener('visibilitychange', look);
    inject(DestroyRef).onDestroy(() => {
      removeEventListener('focus', look);
      removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    });
  }
}
