import { NgComponentOutlet } from '@angular/common';
import { Component, DestroyRef, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { MessageWhereDocument } from '../../generated/graphql';
import { Palette } from '../core/palette/palette';
import { PageTitle } from '../core/i18n/page-title';
import { EmptyState } from '../ui/empty-state/empty-state';
import { Panes, type PhonePane } from '../ui/panes/panes';
import { Skeleton } from '../ui/skeleton/skeleton';
import { ChannelView } from './channel/channel-view';
import { ChannelStore } from './channel/channel.store';
import { Conversation } from './channel/conversation';
import { panelTitles } from './channel/panel.rules';
import { ChannelDetails } from './details/channel-details';
import { MessageMenu } from './history/message-menu';
import { ChatKeys } from './keys/chat-keys';
import { Receipts } from './history/receipts';
import { DraftSync } from './drafts/draft-sync';
import { PersonPanel } from './person/person-panel';
import { ChannelThreads } from './thread/channel-threads';
import { ThreadPanel } from './thread/thread-panel';
import { PinsPanel } from './pins/pins-panel';
import { ChannelList } from './sidebar/channel-list';
import { pageAt } from './sidebar/pages';
import { Sidebar } from '../core/sidebar/sidebar.store';
import { Typing } from './typing/typing.store';

/** Chat: the list of conversations, the one on screen, and what stands beside it. */
@Component({
  selector: 'app-chat-page',
  imports: [
    ChannelDetails,
    ChannelList,
    ChannelThreads,
    ChannelView,
    EmptyState,
    NgComponentOutlet,
    Panes,
    PersonPanel,
    PinsPanel,
    Skeleton,
    ThreadPanel,
    TranslocoPipe,
  ],
  templateUrl: './chat-page.html',
  styleUrl: './chat-page.scss',
  providers: [ChannelStore, ChatKeys, Conversation, MessageMenu, Receipts, Typing],
})
export class ChatPage {
  private readonly router = inject(Router);
  private readonly apollo = inject(Apollo);
  private readonly title = inject(PageTitle);
  private readonly texts = inject(TranslocoService);
  private readonly palette = inject(Palette);
  private readonly sidebar = inject(Sidebar);
  protected readonly store = inject(ChannelStore);
  protected readonly conversation = inject(Conversation);

  readonly channelId = input<string>();
  /** A page in place of a conversation, such as the threads, and what it is about. */
  readonly page = input<string>();
  readonly pageOf = input<string>();
  /** A message to show, as a copied link names it. */
  readonly message = input<string>();

  protected readonly panel = this.conversation.panel;
  protected readonly panelTitle = computed(() => {
    const panel = this.panel();
    return panel ? panelTitles[panel.kind] : '';
  });
  protected readonly phonePane = computed<PhonePane>(() => {
    if (this.panel()) return 'side';
    return (this.channelId() ?? this.page()) ? 'sheet' : 'list';
  });
  protected readonly pageType = resource({
    params: () => this.page(),
    loader: ({ params: path }) => pageAt(path)?.load() ?? Promise.resolve(undefined),
  });
  protected readonly pageInputs = computed(() => {
    const of = this.pageOf();
    return of === undefined ? {} : { of };
  });

  private readonly loaded = computed(() => this.store.channel() !== null);

  constructor() {
    inject(ChatKeys);
    // Drafts go to other devices from the moment that somebody can write.
    inject(DraftSync);
    effect(() => {
      const channelId = this.channelId() ?? null;
      untracked(() => {
        this.conversation.begin();
        this.store.channelId.set(channelId);
        this.sidebar.openId.set(channelId);
      });
    });
    // Who is elsewhere has no conversation before them, and wants to be told of that one too.
    inject(DestroyRef).onDestroy(() => {
      this.sidebar.openId.set(null);
    });
    effect(() => {
      const message = this.message();
      const loaded = this.loaded();
      if (message && loaded) {
        untracked(() => {
          // The panel of a thread shows its own.
          if (this.panel()?.kind !== 'thread') void this.goTo(message);
        });
      }
    });
    effect(() => {
      if (!this.loaded() || this.palette.writeIn() !== this.channelId()) return;
      this.palette.writeIn.set(null);
      untracked(() => {
        this.conversation.toBox();
      });
    });
    effect(() => {
      const page = pageAt(this.page());
      const name = page ? this.texts.translate(page.label) : this.store.name();
      if (name) this.title.call(name);
    });
  }

  /** Shows a message where it stands: in the channel, or in the thread that it is an answer in. */
  private async goTo(messageId: string): Promise<void> {
    const { data } = await firstValueFrom(
      this.apollo.query({ query: MessageWhereDocument, variables: { messageId } }),
    ).catch(() => ({ data: undefined }));
    if (this.message() !== messageId) return;
    const found = data?.message;
    if (found?.inThread && !found.inTimeline) {
      const panel = { kind: 'thread', id: found.inThread.id } as const;
      this.conversation.open(panel, { message: messageId, replaceUrl: true });
    } else this.conversation.jumpTo(messageId);
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }
}
