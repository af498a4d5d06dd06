import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { ForwardOriginDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Toasts } from '../../core/toast/toasts';
import { Icon } from '../../ui/icon/icon';
import { MessageBody } from '../../ui/message-body/message-body';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { MessageWays } from '../history/message-ways';
import { ChannelNames } from '../sidebar/channel-names';
import { Times } from '../time/times';

/** What a message sends on: whose words, from when, and the way to where they were said, for those who may see it. */
@Component({
  selector: 'app-forwarded-words',
  imports: [Icon, MessageBody, MessageWays, TranslocoPipe],
  template: `
    <figure class="forwarded">
      <figcaption class="from">
        <app-icon size="xs" name="arrow-bend-up-right" />
        <span dir="auto">{{ from() }}</span>
        <button type="button" class="origin" [disabled]="busy()" (click)="open()">
          {{ 'chat.forward.origin' | transloco }}
        </button>
      </figcaption>
      @if (forwarded().text; as text) {
        <app-message-body
          [text]="text"
          [viewerId]="store.viewerId()"
          [channelNames]="channelNames"
          (mentionOpened)="conversation.openPerson($event)"
        />
      } @else {
        <p class="from">{{ 'chat.forward.noWords' | transloco }}</p>
      }
    </figure>
  `,
  styleUrl: './forwarded-words.scss',
})
export class ForwardedWords {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(Times);
  protected readonly store = inject(ChannelStore);
  protected readonly conversation = inject(Conversation);
  protected readonly channelNames = inject(ChannelNames).now;

  readonly message = input.required<Message>();
  readonly forwarded = input.required<NonNullable<Message['forwarded']>>();

  protected readonly busy = signal(false);
  protected readonly from = computed(() => {
    const { author, sentAt } = this.forwarded();
    const name = author?.displayName ?? this.texts.translate('chat.formerMember');
    return this.texts.translate('chat.forward.from', { name, time: this.times.moment(sentAt) });
  });

  protected async open(): Promise<void> {
    this.busy.set(true);
    try {
      const { data } = await firstValueFrom(
        this.apollo.query({
          query: ForwardOriginDocument,
          variables: { id: this.message().id },
          fetchPolicy: 'network-only',
        }),
      );
      const origin = data?.message?.forwardedFrom;
      if (origin) {
        await this.router.navigate(['/chat', origin.channel.id], { queryParams: { message: origin.id } });
      } else this.toasts.failed(this.texts.translate('chat.forward.hidden'));
    } catch (error) {
      // One stays where one is; why is said.
      this.errors.toast(error);
    } finally {
      this.busy.set(false);
    }
  }
}
