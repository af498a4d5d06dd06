import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatMenuModule } from '@angular/material/menu';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { MessageComposer } from '../composer/message-composer';
import { Announcer } from '../history/announcer';
import { MessageList } from '../history/message-list';
import { MessageMenu } from '../history/message-menu';
import { Receipts } from '../history/receipts';
import { TellMenu } from '../notification/tell-menu';
import { TypingLine } from '../typing/typing-line';
import { Typing } from '../typing/typing.store';
import { NameTopic } from './name-topic';
import { ThreadDeeds } from './thread-deeds';
import { ThreadReceipts } from './thread-receipts';
import { ThreadStore } from './thread.store';

/** A thread beside its channel or beside the inbox: the message it began with, the answers, and a box of its own. */
@Component({
  selector: 'app-thread-panel',
  imports: [
    Announcer,
    EmptyState,
    ErrorState,
    Icon,
    IconButton,
    MatMenuModule,
    MessageComposer,
    MessageList,
    Skeleton,
    TellMenu,
    TranslocoPipe,
    TypingLine,
  ],
  templateUrl: './thread-panel.html',
  styleUrl: './thread-panel.scss',
  providers: [
    ThreadStore,
    { provide: ChannelStore, useExisting: ThreadStore },
    Conversation,
    MessageMenu,
    { provide: Receipts, useClass: ThreadReceipts },
    Typing,
  ],
})
export class ThreadPanel {
  private readonly router = inject(Router);
  protected readonly deeds = inject(ThreadDeeds);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly conversation = inject(Conversation);
  protected readonly layout = inject(PaneLayout);
  protected readonly store = inject(ThreadStore);
  private readonly params = toSignal(inject(ActivatedRoute).queryParamMap);

  /** Its id, or that of the message that nobody has answered yet. */
  readonly of = input.required<string>();
  /** The channel beside it, where it is known. */
  readonly channelId = input<string | null>(null);
  readonly closed = output();

  protected readonly thread = this.store.thread;
  protected readonly heading = computed(
    () => this.thread()?.topic ?? this.texts.translate('chat.thread.title'),
  );
  protected readonly where = computed(() => this.store.name());
  protected readonly level = computed(() => this.thread()?.viewerFollow?.level ?? null);
  protected readonly following = computed(() => this.level() === 'ALL' || this.level() === 'MENTIONS');
  /** The thread as a list of one: with another thread everything below begins anew. */
  protected readonly shown = computed(() => {
    const thread = this.thread();
    if (!thread) return [];
    return thread.id === this.store.threadId() ? [thread.id] : [];
  });
  protected readonly failure = computed(() => {
    const error = this.store.failure();
    return error ? this.texts.translate('chat.notLoaded', { reason: this.errors.sentence(error) }) : null;
  });

  constructor() {
    effect(() => {
      const [of, channelId] = [this.of(), this.channelId()];
      untracked(() => {
        this.conversation.begin();
        if (of.startsWith('message_')) void this.begin(of);
        else this.store.show(of, channelId);
      });
    });
    effect(() => {
      const messageId = this.params()?.get('message');
      if (!messageId || this.shown().length === 0) return;
      untracked(() => {
        this.conversation.jumpTo(messageId);
      });
    });
  }

  protected setLocked(locked: boolean): void {
    const thread = this.thread();
    if (thread) this.deeds.setLocked(thread, locked);
  }

  protected name(): void {
    const thread = this.thread();
    if (thread) this.dialogs.open(NameTopic, { thread });
  }

  protected toRoot(): void {
    const thread = this.thread();
    if (!thread?.root) return;
    void this.router.navigate(['/chat', thread.channel.id], { queryParams: { message: thread.root.id } });
  }

  private async begin(messageId: string): Promise<void> {
    this.store.show(null, null);
    const thread = await this.deeds.openThread(messageId);
    // Meanwhile something else may have been opened.
    if (this.of() !== messageId) return;
    if (thread) this.conversation.open({ kind: 'thread', id: thread.id }, { replaceUrl: true });
    else this.closed.emit();
    this.conversation.toBox();
  }
}
