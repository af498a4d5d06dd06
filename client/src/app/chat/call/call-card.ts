import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MessageCardQuery } from '../../../generated/graphql';
import { CallButtons } from '../../core/calls/call-buttons';
import { Icon } from '../../ui/icon/icon';
import { clockText } from '../../ui/time/length';
import { ChannelStore } from '../channel/channel.store';
import { isMissed, outcomeOf } from './call-outcome.rules';

type Card = NonNullable<NonNullable<MessageCardQuery['message']>['card']>;

/** What came of a call, and a way to call back. */
@Component({
  selector: 'app-call-card',
  imports: [CallButtons, Icon, TranslocoPipe],
  templateUrl: './call-card.html',
  styleUrl: './call-card.scss',
})
export class CallCard {
  private readonly channel = inject(ChannelStore);

  readonly call = input.required<Extract<Card, { readonly __typename: 'Call' }>>();

  private readonly isOwn = computed(() => this.call().caller?.id === this.channel.viewerId());
  protected readonly other = computed(() => (this.isOwn() ? this.call().callee : this.call().caller));
  protected readonly outcome = computed(() => `chat.call.${outcomeOf(this.call(), this.isOwn())}`);
  protected readonly missed = computed(() => isMissed(this.call(), this.isOwn()));
  protected readonly icon = computed(() => {
    if (this.call().durationSeconds == null) return 'phone-disconnect';
    return this.call().video ? 'video-camera' : 'phone';
  });
  protected readonly length = computed(() => {
    const seconds = this.call().durationSeconds;
    return seconds == null ? null : clockText(seconds);
  });
}
