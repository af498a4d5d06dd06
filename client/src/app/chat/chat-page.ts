import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Palette } from '../core/palette/palette';
import { PageTitle } from '../core/i18n/page-title';
import { EmptyState } from '../ui/empty-state/empty-state';
import { Panes, type PhonePane } from '../ui/panes/panes';
import { ChannelView } from './channel/channel-view';
import { ChannelStore } from './channel/channel.store';
import { Conversation } from './channel/conversation';
import { ChannelDetails } from './details/channel-details';
import { MessageMenu } from './history/message-menu';
import { Receipts } from './history/receipts';
import { PersonPanel } from './person/person-panel';
import { ChannelList } from './sidebar/channel-list';
import { Sidebar } from '../core/sidebar/sidebar.store';
import { waiting } from './sidebar/sidebar.rules';
import { Typing } from './typing/typing.store';

/** Chat: the list of conversations, the one on screen, and what stands beside it. */
@Component({
  selector: 'app-chat-page',
  imports: [ChannelDetails, ChannelList, ChannelView, EmptyState, Panes, PersonPanel, TranslocoPipe],
  templateUrl: './chat-page.html',
  styleUrl: './chat-page.scss',
  providers: [ChannelStore, Conversation, MessageMenu, Receipts, Typing],
})
export class ChatPage {
  private readonly router = inject(Router);
  private readonly title = inject(PageTitle);
  private readonly palette = inject(Palette);
  private readonly sidebar = inject(Sidebar);
  protected readonly store = inject(ChannelStore);
  protected readonly conversation = inject(Conversation);

  readonly channelId = input<string>();
  /** A message to show, as a copied link names it. */
  readonly message = input<string>();

  protected readonly panel = this.conversation.panel;
  protected readonly personId = computed(() => {
    const panel = this.panel();
    return panel?.kind === 'person' ? panel.userId : null;
  });
  protected readonly phonePane = computed<PhonePane>(() => {
    if (this.panel()) return 'side';
    return this.channelId() ? 'sheet' : 'list';
  });

  private readonly loaded = computed(() => this.store.channel() !== null);

  constructor() {
    effect(() => {
      const channelId = this.channelId() ?? null;
      untracked(() => {
        this.conversation.begin();
        this.store.channelId.set(channelId);
        this.sidebar.openId.set(channelId);
      });
    });
    effect(() => {
      const message = this.message();
      const loaded = this.loaded();
      if (message && loaded) {
        untracked(() => {
          this.conversation.jumpTo(message);
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
      const name = this.store.name();
      const { count } = waiting(this.sidebar.entries());
      if (name) this.title.call(count > 0 ? `(${count}) ${name}` : name);
    });
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }
}
