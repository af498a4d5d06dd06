import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ThreadLineFragment } from '../../../generated/graphql';
import { PluralPipe } from '../../core/i18n/plural';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { Times } from '../time/times';

const facesAtMost = 4;

/** Under a message: how often and by whom it was answered, and the way into its thread. */
@Component({
  selector: 'app-thread-line',
  imports: [Avatar, Icon, PluralPipe, TranslocoPipe],
  template: `
    @if (shown()) {
      @let line = thread();
      <button
        type="button"
        class="line"
        [attr.aria-expanded]="open()"
        (click)="conversation.open({ kind: 'thread', id: line.id })"
      >
        @if (faces().length > 0) {
          <span class="faces">
            @for (person of faces(); track person.id) {
              <app-avatar size="xs" [id]="person.id" [name]="person.displayName" [url]="person.avatarUrl" />
            }
          </span>
        } @else {
          <app-icon size="sm" name="chats-circle" />
        }
        <span class="count">{{
          line.messageCount > 0
            ? ('chat.thread.replies' | plural: line.messageCount)
            : ('chat.thread.noReplies' | transloco)
        }}</span>
        @if (line.lastMessageAt; as at) {
          <span class="time">{{ 'chat.thread.last' | transloco: { time: times.moment(at) } }}</span>
        }
        @if (line.locked) {
          <app-icon size="xs" name="lock-simple" />
          <span class="visually-hidden">{{ 'chat.thread.closedShort' | transloco }}</span>
        }
      </button>
    }
  `,
  styleUrl: './thread-line.scss',
})
export class ThreadLine {
  private readonly store = inject(ChannelStore);
  protected readonly conversation = inject(Conversation);
  protected readonly times = inject(Times);

  readonly thread = input.required<ThreadLineFragment>();

  /** In the thread itself its messages stand below. */
  protected readonly shown = computed(() => this.store.threadId() === null);
  protected readonly faces = computed(() => (this.thread().participants ?? []).slice(0, facesAtMost));
  protected readonly open = computed(() => {
    const panel = this.conversation.panel();
    return panel?.kind === 'thread' && panel.id === this.thread().id;
  });
}
