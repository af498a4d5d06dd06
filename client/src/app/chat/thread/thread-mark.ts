import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { excerptOf } from '../composer/mention.rules';

/** Above the words of an answer that is also shown in the channel: which thread it is of; in the thread, that it is. */
@Component({
  selector: 'app-thread-mark',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (inChannel()) {
      <button type="button" class="mark" (click)="open()">
        <app-icon size="xs" name="chats-circle" />
        <span class="words" dir="auto">{{ 'chat.thread.of' | transloco: { what: what() } }}</span>
      </button>
    } @else if (message().inTimeline && !isRoot()) {
      <span class="mark">
        <app-icon size="xs" name="hash" />
        <span class="words">{{ 'chat.thread.alsoShown' | transloco }}</span>
      </span>
    }
  `,
  styleUrl: './thread-mark.scss',
})
export class ThreadMark {
  private readonly store = inject(ChannelStore);
  private readonly conversation = inject(Conversation);

  readonly message = input.required<Message>();

  protected readonly inChannel = computed(() => this.store.threadId() === null);
  protected readonly isRoot = computed(() => this.message().id === this.store.rootId());
  protected readonly what = computed(() => {
    const thread = this.message().inThread;
    const root = thread?.root;
    const words = excerptOf(root?.text ?? '', 60);
    return thread?.topic ?? (words || (root?.author?.displayName ?? ''));
  });

  protected open(): void {
    const id = this.message().inThread?.id;
    if (id) this.conversation.open({ kind: 'thread', id });
  }
}
