import { Component, DestroyRef, computed, inject, output } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo, type QueryRef } from 'apollo-angular';
import { filter, map } from 'rxjs';
import {
  PinnedMessagesDocument,
  type PinnedMessagesQuery,
  type PinnedMessagesQueryVariables,
  type PinnedRowFragment,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { furtherPages } from '../../core/graphql/further-pages';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { IconButton } from '../../ui/icon-button/icon-button';
import { SidePanel } from '../../ui/panes/side-panel';
import { ShowMore } from '../../ui/show-more/show-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { excerptOf } from '../composer/mention.rules';
import { Times } from '../time/times';
import { Pins } from './pins';

type Pinned = QueryRef<PinnedMessagesQuery, PinnedMessagesQueryVariables>;

/** What is pinned in the channel on screen, the last pinned first; each leads to where it was said. */
@Component({
  selector: 'app-pins-panel',
  imports: [Avatar, EmptyState, ErrorState, IconButton, ShowMore, SidePanel, Skeleton, TranslocoPipe],
  templateUrl: './pins-panel.html',
  styleUrl: './pins-panel.scss',
})
export class PinsPanel {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  private readonly channel = inject(ChannelStore);
  protected readonly conversation = inject(Conversation);
  protected readonly pins = inject(Pins);
  protected readonly times = inject(Times);

  readonly closed = output();

  private query: Pinned | null = null;

  private readonly list = rxResource({
    params: () => this.channel.channelId() ?? undefined,
    stream: ({ params: channelId }) => {
      this.query = this.apollo.watchQuery({
        query: PinnedMessagesDocument,
        variables: { channelId },
        fetchPolicy: 'cache-and-network',
      });
      return this.query.valueChanges.pipe(
        filter((result) => result.dataState === 'complete'),
        map(({ data }) => data),
      );
    },
  });
  private readonly page = computed(() =>
    this.list.hasValue() ? (this.list.value().channel?.pinnedMessages ?? null) : null,
  );
  /** What was unpinned meanwhile leaves at once. */
  protected readonly rows = computed(() => this.page()?.nodes.filter(({ pinnedAt }) => pinnedAt) ?? null);
  protected readonly further = furtherPages(this.page, () => this.query);
  protected readonly mayUnpin = computed(() => this.channel.can().includes('POST') && !this.session.guest());
  protected readonly failure = computed(() => {
    const error = this.list.error();
    return error ? this.errors.sentence(error) : null;
  });

  constructor() {
    // The channel's stream tells what was pinned, however long ago it was said; the list is asked for what that changes.
    this.channel.altered.pipe(takeUntilDestroyed()).subscribe(({ id, pinnedAt }) => {
      const listed = this.page()?.nodes.some((row) => row.id === id && row.pinnedAt) ?? false;
      if (listed !== Boolean(pinnedAt)) void this.query?.refetch();
    });
    inject(DestroyRef).onDestroy(() => (this.query = null));
  }

  protected excerpt({ text }: PinnedRowFragment): string {
    return excerptOf(text ?? '', 280);
  }

  protected tryAgain(): void {
    this.list.reload();
  }
}
