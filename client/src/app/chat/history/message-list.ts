import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
  viewChildren,
} from '@angular/core';
import { injectVirtualizer } from '@tanstack/angular-virtual';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Icon } from '../../ui/icon/icon';
import { MessageSeparator } from '../../ui/message-separator/message-separator';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { Presences } from '../presence/presence.store';
import { Times } from '../time/times';
import { injectDayJump } from './day-jump';
import { drawnRows } from './drawn-rows';
import { HistoryKeys } from './history-keys';
import { HistoryRows } from './history-rows';
import { MessageRow } from './message-row';
import { NoticeRow } from './notice-row';
import { OutgoingRow } from './outgoing-row';
import { Seen } from './seen';

const estimatedRow = 56;
const nearEndPx = 80;
const loadAheadRows = 20;
const washMs = 1_500;
const aimAtMost = 20;

/**
 * The history: only what is near the screen is drawn, the reader's place holds whatever is added above, and the end
 * is followed as long as the reader is there.
 */
@Component({
  selector: 'app-message-list',
  imports: [Icon, MessageRow, MessageSeparator, NoticeRow, OutgoingRow, PluralPipe, TranslocoPipe],
  templateUrl: './message-list.html',
  styleUrl: './message-list.scss',
  providers: [HistoryKeys, HistoryRows, Seen],
})
export class MessageList {
  protected readonly store = inject(ChannelStore);
  protected readonly times = inject(Times);
  protected readonly seen = inject(Seen);
  protected readonly days = injectDayJump();
  private readonly conversation = inject(Conversation);
  private readonly presences = inject(Presences);
  private readonly history = inject(HistoryRows);
  private readonly keys = inject(HistoryKeys);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly drawn = viewChildren<ElementRef<HTMLElement>>('drawn');
  private readonly messageRows = viewChildren(MessageRow);

  protected readonly rows = this.history.rows;

  protected readonly virtualizer = injectVirtualizer<HTMLElement, HTMLElement>(() => {
    const rows = this.rows();
    return {
      scrollElement: this.scroller(),
      count: rows.length,
      estimateSize: () => estimatedRow,
      getItemKey: (index) => rows[index]?.key ?? index,
      overscan: 6,
      anchorTo: 'end',
      followOnAppend: !untracked(this.store.hasNewer),
      scrollEndThreshold: nearEndPx,
      // A row that changes while it is measured would be measured within the same frame again.
      useAnimationFrameWithResizeObserver: true,
    };
  });

  protected readonly places = drawnRows(this.virtualizer);

  protected readonly atEnd = signal(true);
  protected readonly firstDay = computed(() => {
    const first = this.virtualizer.range()?.startIndex ?? 0;
    const shown = this.rows()[first]?.row;
    return shown && !shown.startsDay && !this.atEnd() ? this.times.day(shown.message.sentAt) : null;
  });
  private placed = false;
  /** Place in the outbox of what was written last; null before it was looked at. */
  private newestOwn: number | null = null;

  constructor() {
    // Rows are of any height; the library only knows those it is shown.
    effect(() => {
      for (const row of this.drawn()) this.virtualizer.measureElement(row.nativeElement);
    });
    effect(() => {
      if (!this.placed && this.rows().length > 0) {
        untracked(() => {
          this.place();
        });
      }
    });
    effect((onCleanup) => {
      const ids = this.history.authorIds();
      onCleanup(untracked(() => this.presences.watch(ids)));
    });
    effect(() => {
      this.look();
    });
    effect(() => {
      this.history.moving.set(this.virtualizer.isScrolling());
    });
    effect(() => {
      this.followOwn();
    });
    // The box below grows and shrinks; whoever reads the end goes on reading the end.
    effect((onCleanup) => {
      const list = this.scroller().nativeElement;
      const observer = new ResizeObserver(() => {
        if (this.atEnd() && this.placed) list.scrollTop = list.scrollHeight;
      });
      observer.observe(list);
      onCleanup(() => {
        observer.disconnect();
      });
    });
    effect(() => {
      const jump = this.conversation.jump();
      if (jump) void untracked(() => this.jumpTo(jump.messageId));
    });
  }

  /** Shows the newest message, wherever the reader is. */
  async toEnd(): Promise<void> {
    await this.store.history.loadNewest();
    this.virtualizer.scrollToEnd({ behavior: 'auto' });
  }

  protected press(event: KeyboardEvent): void {
    const ids = this.rows().flatMap(({ row }) => (row ? [row.key] : []));
    const target = this.keys.target(event, ids);
    if (!target) return;
    event.preventDefault();
    void this.focusMessage(target);
  }

  /** Opens at the line "New since" where there is one, else at the end. */
  private place(): void {
    const rows = this.rows();
    const unread = rows.findIndex(({ row }) => row?.startsUnread);
    // Unread messages that are announced but not loaded yet are waited for at the end.
    const readUpTo = this.store.reading.readUpTo();
    const awaited = readUpTo !== null && (this.store.messages().at(-1)?.seq ?? 0) <= readUpTo;
    this.placed = !awaited;
    queueMicrotask(() => {
      if (unread < 0) this.virtualizer.scrollToEnd({ behavior: 'auto' });
      else this.virtualizer.scrollToIndex(unread, { align: 'start' });
    });
  }

  /** Loads what the reader comes near to, and remembers what they have seen. */
  private look(): void {
    const range = this.virtualizer.range();
    const rows = this.rows();
    this.virtualizer.scrollOffset();
    untracked(() => {
      if (!range || !this.placed) return;
      this.atEnd.set(this.virtualizer.isAtEnd(nearEndPx) && !this.store.hasNewer());
      if (range.startIndex < loadAheadRows) void this.store.history.loadOlder();
      if (range.endIndex > rows.length - loadAheadRows) void this.store.history.loadNewer();
      this.seen.upTo(rows[range.endIndex]?.row?.message.seq ?? this.store.messages().at(-1)?.seq ?? 0);
    });
  }

  /** Whoever writes something sees it, wherever they were reading; what waited there before moves nobody. */
  private followOwn(): void {
    const newest = Math.max(0, ...this.store.pending().map(({ order }) => order));
    const before = this.newestOwn;
    this.newestOwn = newest;
    if (before === null || newest <= before) return;
    untracked(() => {
      queueMicrotask(() => void this.toEnd());
    });
  }

  private async jumpTo(messageId: string): Promise<void> {
    if (!(await this.store.reach(messageId))) return;
    await this.focusMessage(messageId, 'center');
    this.conversation.washedId.set(messageId);
    setTimeout(() => {
      this.conversation.washedId.set(null);
    }, washMs);
  }

  private async focusMessage(messageId: string, align: 'auto' | 'center' = 'auto'): Promise<void> {
    this.conversation.activeId.set(messageId);
    // Rows are measured as they are drawn, which moves the target; the aim is taken again until it is on screen.
    for (let attempt = 0; attempt < aimAtMost; attempt++) {
      // Whoever went on to another message meanwhile is not called back.
      if (this.conversation.activeId() !== messageId) return;
      const index = this.rows().findIndex(({ key }) => key === messageId);
      if (index >= 0) this.virtualizer.scrollToIndex(index, { align });
      await nextFrame();
      await nextFrame();
      const row = this.messageRows().find(({ key }) => key() === messageId);
      if (row?.isWithin(this.scroller().nativeElement)) {
        row.focus();
        return;
      }
    }
  }
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}
