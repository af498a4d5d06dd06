import { Component, computed, inject, output } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { JoinChannelDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { MessageComposer } from '../composer/message-composer';
import { Announcer } from '../history/announcer';
import { MessageList } from '../history/message-list';
import { OutgoingRow } from '../history/outgoing-row';
import { TypingLine } from '../typing/typing-line';
import { ChannelHeader } from './channel-header';
import { ChannelStore } from './channel.store';
import { Conversation } from './conversation';

/** One conversation: its head, its history and the box. */
@Component({
  selector: 'app-channel-view',
  imports: [
    Announcer,
    Button,
    ChannelHeader,
    EmptyState,
    ErrorState,
    MessageComposer,
    MessageList,
    OutgoingRow,
    Skeleton,
    TranslocoPipe,
    TypingLine,
  ],
  templateUrl: './channel-view.html',
  styleUrl: './channel-view.scss',
})
export class ChannelView {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  protected readonly store = inject(ChannelStore);
  private readonly conversation = inject(Conversation);

  readonly left = output();

  /** The channel as a list of one: with another channel everything below begins anew. */
  protected readonly shown = computed(() => {
    const channel = this.store.channel();
    return channel ? [channel.id] : [];
  });
  protected readonly canJoin = computed(() => this.store.can().includes('JOIN') && !this.store.member());
  /** Why there is nothing to see: it was here a moment ago, or never was as far as the viewer may know. */
  protected readonly gone = computed(() => {
    const channel = this.store.lostName();
    return channel ? this.texts.translate('chat.gone', { channel }) : this.texts.translate('chat.missing');
  });
  protected readonly failure = computed(() => {
    const error = this.store.failure();
    return error ? this.texts.translate('chat.notLoaded', { reason: this.errors.sentence(error) }) : null;
  });

  protected toBox(): void {
    this.conversation.toBox();
  }

  protected join(): void {
    const input = { channelId: this.store.channelId() ?? '', key: crypto.randomUUID() };
    this.apollo.mutate({ mutation: JoinChannelDocument, variables: { input } }).subscribe({
      next: () => {
        this.store.tryAgain();
      },
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
  }
}
