import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { Subject, Subscription } from 'rxjs';
import {
  type OwnDraftFragment,
  type OwnHiddenFragment,
  type OwnSavedFragment,
  type OwnScheduledFragment,
  OwnThingsDocument,
  type OwnThingsQuery,
} from '../../../generated/graphql';
import { Session } from '../session/session';
import type { SidebarEvent } from '../sidebar/sidebar-events.rules';
import { Sidebar } from '../sidebar/sidebar.store';
import { afterChange } from './own-list.rules';

type Lists = NonNullable<OwnThingsQuery['viewer']>;

/**
 * What the viewer has alone: what they typed, what they will send, what they put aside. Read once the sidebar is there,
 * and again whenever it was read again, so that it is never older than the stream that keeps both current.
 */
@Service()
export class OwnThings {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly sidebar = inject(Sidebar);
  private readonly lists = signal<Lists | null>(null);
  private reading = new Subscription();
  private readonly readings = signal(0);

  /** Grows whenever everything is read anew. */
  readonly reads = this.readings.asReadonly();

  /** Whether they are known, and not merely none yet. */
  readonly loaded = computed(() => this.lists() !== null);
  readonly drafts = computed<readonly OwnDraftFragment[]>(() => this.lists()?.drafts?.nodes ?? []);
  readonly scheduled = computed<readonly OwnScheduledFragment[]>(
    () => this.lists()?.scheduledMessages?.nodes ?? [],
  );
  readonly saved = computed<readonly OwnSavedFragment[]>(() => this.lists()?.savedItems?.nodes ?? []);
  /** Messages of the viewer's that those who keep order hid, the last ten. */
  readonly hidden = computed<readonly OwnHiddenFragment[]>(() => this.lists()?.hiddenMessages?.nodes ?? []);
  /** Whether there are more of them than are known here. */
  readonly hasOlderSaved = computed(() => this.lists()?.savedItems?.pageInfo.hasNextPage ?? false);
  private readonly savedByMessage = computed(
    () => new Map(this.saved().map((item) => [item.messageId, item])),
  );

  /** What changed, here or on another device, as it is told. */
  readonly heard = new Subject<SidebarEvent>();

  constructor() {
    this.sidebar.heard.subscribe((event) => {
      this.take(event);
      this.heard.next(event);
    });
    effect(() => {
      const cursor = this.sidebar.liveCursor();
      const viewerId = this.session.viewer()?.id;
      untracked(() => {
        if (cursor && viewerId) this.read();
        else this.reading.unsubscribe();
        if (!viewerId) this.lists.set(null);
      });
    });
  }

  /** The viewer's bookmark on a message. */
  savedOn(messageId: string): OwnSavedFragment | undefined {
    return this.savedByMessage().get(messageId);
  }

  private read(): void {
    this.reading.unsubscribe();
    this.readings.update((count) => count + 1);
    const query = this.apollo.watchQuery({ query: OwnThingsDocument, fetchPolicy: 'network-only' });
    this.reading = query.valueChanges.subscribe((result) => {
      if (result.dataState === 'complete' && result.data.viewer) this.lists.set(result.data.viewer);
    });
  }

  private take(event: SidebarEvent): void {
    const change = changeOf(event);
    if (!change) return;
    this.apollo.client.cache.updateQuery({ query: OwnThingsDocument }, (data) =>
      data?.viewer ? { ...data, viewer: change(data.viewer) } : undefined,
    );
  }
}

/** What an event changes of the lists; null where it is about something else. */
function changeOf(event: SidebarEvent): ((lists: Lists) => Lists) | null {
  switch (event.__typename) {
    case 'DraftChanged':
      return (lists) => ({
        ...lists,
        drafts: lists.drafts && {
          ...lists.drafts,
          nodes: [...afterChange(lists.drafts.nodes, event.draftId, event.draft)],
        },
      });
    case 'ScheduledMessageChanged':
      return (lists) => ({
        ...lists,
        scheduledMessages: lists.scheduledMessages && {
          ...lists.scheduledMessages,
          nodes: [...afterChange(lists.scheduledMessages.nodes, event.scheduledId, event.scheduled)],
        },
      });
    case 'SavedItemChanged':
      return (lists) => ({
        ...lists,
        savedItems: lists.savedItems && {
          ...lists.savedItems,
          nodes: [...afterChange(lists.savedItems.nodes, event.itemId, event.item)],
        },
      });
    case 'MessageHidden':
      return (lists) => ({
        ...lists,
        hiddenMessages: lists.hiddenMessages && {
          ...lists.hiddenMessages,
          nodes: [...afterHiding(lists.hiddenMessages.nodes, event.message ?? null)],
        },
      });
    default:
      return null;
  }
}

/** What is hidden or gone after one message was hidden, shown again or deleted. */
function afterHiding(
  hidden: readonly OwnHiddenFragment[],
  now: OwnHiddenFragment | null,
): readonly OwnHiddenFragment[] {
  const others = hidden.filter(({ messageId }) => messageId !== now?.messageId);
  return now?.decidedAt ? [now, ...others] : others;
}
