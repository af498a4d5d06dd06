import { Service, computed, inject, signal } from '@angular/core';
import type { OutboxItem } from '../../core/graphql/outbox.rules';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Times } from '../time/times';
import { type HistoryRow, historyRows } from './history.rules';

/** A line of the list: a message of the history, or something on its way. */
export interface ListRow {
  readonly key: string;
  readonly row: HistoryRow<Message> | null;
  readonly item: OutboxItem | null;
  readonly grouped: boolean;
}

/** The lines of the history on screen: what was said, and below it what is on its way. */
@Service({ autoProvided: false })
export class HistoryRows {
  private readonly store = inject(ChannelStore);
  private readonly times = inject(Times);

  /** Whether they are being scrolled. */
  readonly moving = signal(false);
  readonly rows = computed<readonly ListRow[]>(() => {
    const history = historyRows(this.store.messages(), {
      viewerId: this.store.viewerId(),
      readUpTo: this.store.reading.readUpTo(),
      hasOlder: this.store.channel()?.messages.pageInfo.hasPreviousPage ?? false,
      timeZone: this.times.timeZone(),
      rootId: this.store.rootId(),
    });
    const rows = history.map((row) => ({ key: row.key, row, item: null, grouped: row.grouped }));
    // What is on its way comes after everything that was said, and not after a part of it.
    if (this.store.hasNewer()) return rows;
    const last = history.at(-1)?.message;
    const lastOwn =
      last?.author?.id === this.store.viewerId() && last.kind !== 'SYSTEM' && last.id !== this.store.rootId();
    const outgoing = this.store
      .pending()
      .map((item, index) => ({ key: item.key, row: null, item, grouped: lastOwn || index > 0 }));
    return [...rows, ...outgoing];
  });
  /** Whose presence the history shows. */
  readonly authorIds = computed(
    () => [...new Set(this.store.messages().flatMap(({ author }) => (author ? [author.id] : [])))],
    { equal: (a, b) => a.join() === b.join() },
  );
}
