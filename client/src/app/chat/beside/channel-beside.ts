import { Component, DestroyRef, computed, effect, inject, input, untracked } from '@angular/core';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { MessageComposer } from '../composer/message-composer';
import { Announcer } from '../history/announcer';
import { MessageList } from '../history/message-list';
import { MessageMenu } from '../history/message-menu';
import { Receipts } from '../history/receipts';
import { ChatKeys } from '../keys/chat-keys';
import { TypingLine } from '../typing/typing-line';
import { Typing } from '../typing/typing.store';
import { ConversationBeside } from './conversation-beside';

/** A channel beside something else, such as a meeting: its messages and the box, without its head. */
@Component({
  selector: 'app-channel-beside',
  imports: [
    Announcer,
    EmptyState,
    ErrorState,
    MessageComposer,
    MessageList,
    Skeleton,
    TranslocoPipe,
    TypingLine,
  ],
  templateUrl: './channel-beside.html',
  styleUrl: './channel-beside.scss',
  providers: [
    provideTranslocoScope('chat'),
    ChannelStore,
    ChatKeys,
    { provide: Conversation, useClass: ConversationBeside },
    MessageMenu,
    Receipts,
    Typing,
  ],
})
export class ChannelBeside {
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly sidebar = inject(Sidebar);
  private readonly conversation = inject(Conversation);
  protected readonly store = inject(ChannelStore);

  readonly channelId = input.required<string>();

  /** The channel as a list of one: with another channel everything below begins anew. */
  protected readonly shown = computed(() => {
    const channel = this.store.channel();
    return channel ? [channel.id] : [];
  });
  protected readonly isEmpty = computed(
    () => this.store.messages().length === 0 && this.store.pending().length === 0,
  );
  protected readonly failure = computed(() => {
    const error = this.store.failure();
    return error ? this.texts.translate('chat.notLoaded', { reason: this.errors.sentence(error) }) : null;
  });

  constructor() {
    effect(() => {
      const channelId = this.channelId();
      untracked(() => {
        this.conversation.begin();
        this.store.channelId.set(channelId);
        this.sidebar.openId.set(channelId);
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.sidebar.openId.set(null);
    });
  }
}
