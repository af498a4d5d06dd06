import { Component, computed, effect, inject, linkedSignal, output, signal, untracked } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { ChannelThreadsDocument, type ChannelThreadsQuery } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { SidePanel } from '../../ui/panes/side-panel';
import { Segmented } from '../../ui/segmented/segmented';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { NameTopic } from './name-topic';
import { ThreadItem } from './thread-item';

type Listed = NonNullable<ChannelThreadsQuery['channel']>['threads']['nodes'][number];
type Filter = 'topics' | 'all';

/** The topics and threads of the channel on screen, and where a topic is opened. */
@Component({
  selector: 'app-channel-threads',
  imports: [Button, EmptyState, ErrorState, Icon, Segmented, SidePanel, Skeleton, ThreadItem, TranslocoPipe],
  templateUrl: './channel-threads.html',
  styleUrl: './channel-threads.scss',
})
export class ChannelThreads {
  private readonly apollo = inject(Apollo);
  private readonly conversation = inject(Conversation);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  protected readonly store = inject(ChannelStore);

  readonly closed = output();

  protected readonly filter = signal<Filter>('all');
  protected readonly filters = computed(() =>
    (['all', 'topics'] as const).map((value) => ({
      value,
      label: this.texts.translate(`chat.thread.filter.${value}`),
    })),
  );
  private readonly asking = computed(() => ({ channelId: this.store.channelId(), filter: this.filter() }));
  protected readonly threads = linkedSignal<unknown, readonly Listed[] | null>({
    source: this.asking,
    computation: () => null,
  });
  protected readonly next = signal<string | null>(null);
  protected readonly failure = signal<string | null>(null);
  protected readonly mayOpen = computed(() => this.store.can().includes('POST'));
  /** Changes with every thread that is begun or answered while the list is open. */
  private readonly news = computed(() =>
    this.store
      .messages()
      .map(({ thread }) => (thread ? `${thread.id} ${String(thread.messageCount)}` : ''))
      .join(),
  );
  private asked = 0;

  constructor() {
    effect(() => {
      this.asking();
      this.news();
      untracked(() => void this.read());
    });
  }

  protected async read(after: string | null = null): Promise<void> {
    const { channelId, filter } = this.asking();
    if (!channelId) return;
    const nth = ++this.asked;
    const variables = { channelId, topicsOnly: filter === 'topics', after };
    try {
      const query = { query: ChannelThreadsDocument, variables, fetchPolicy: 'network-only' as const };
      const { data } = await firstValueFrom(this.apollo.query(query));
      // Another question was asked meanwhile; its answer is newer.
      if (nth !== this.asked) return;
      const page = data?.channel?.threads;
      const nodes = page?.nodes ?? [];
      this.threads.update((known) => (after ? [...(known ?? []), ...nodes] : nodes));
      this.next.set(page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null);
      this.failure.set(null);
    } catch (error) {
      // What is shown stays; without anything to show, why is said in its place.
      if (nth === this.asked) this.failure.set(this.errors.sentence(error));
    }
  }

  protected openTopic(): void {
    const channelId = this.store.channelId();
    if (!channelId) return;
    this.dialogs.open<string>(NameTopic, { channelId }).closed.subscribe((id) => {
      if (id) this.conversation.open({ kind: 'thread', id });
    });
  }
}
