import { Service, inject, signal } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { type OwnSavedFragment, SavedAmongDocument } from '../../../generated/graphql';
import { OwnThings } from '../../core/own/own-things';
import { afterSavedAnswer, afterSavedChange } from './saved.rules';

/** Messages that come on screen together are asked about together. */
const GATHER_MS = 50;
const MOST_AT_ONCE = 100;

/**
 * Bookmarks that were made before the newest hundred, which every device knows. Whoever has so many is asked for those
 * on the messages that come on screen; nobody else is asked for anything.
 */
@Service()
export class OlderSaved {
  private readonly apollo = inject(Apollo);
  private readonly own = inject(OwnThings);
  private readonly items = signal<ReadonlyMap<string, OwnSavedFragment>>(new Map());
  /** Messages that were asked about, and after which reading of everything: what is read anew is asked anew. */
  private readonly asked = new Map<string, number>();
  private waiting = new Set<string>();

  constructor() {
    this.own.heard.subscribe((event) => {
      if (event.__typename !== 'SavedItemChanged') return;
      this.items.update((items) => afterSavedChange(items, event.itemId, event.item ?? null));
    });
  }

  on(messageId: string): OwnSavedFragment | undefined {
    return this.items().get(messageId);
  }

  /** A message is on screen; called in an effect, it is called again when it may be otherwise. */
  look(messageId: string): void {
    const reading = this.own.reads();
    if (!this.own.hasOlderSaved() || this.asked.get(messageId) === reading) return;
    this.asked.set(messageId, reading);
    if (this.waiting.size === 0) {
      setTimeout(() => {
        this.ask();
      }, GATHER_MS);
    }
    this.waiting.add(messageId);
  }

  private ask(): void {
    const ids = [...this.waiting];
    this.waiting = new Set();
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
      this.askFor(ids.slice(from, from + MOST_AT_ONCE));
    }
  }

  private askFor(ids: string[]): void {
    const query = { query: SavedAmongDocument, variables: { ids }, fetchPolicy: 'no-cache' as const };
    this.apollo.query(query).subscribe({
      next: ({ data }) => {
        const found = (data?.nodes ?? []).flatMap((node) =>
          node?.__typename === 'Message' && node.viewerSaved ? [node.viewerSaved] : [],
        );
        this.items.update((items) => afterSavedAnswer(items, ids, found));
      },
      error: () => {
        // Without a line they are asked for when they come on screen again.
        for (const id of ids) this.asked.delete(id);
      },
    });
  }
}
