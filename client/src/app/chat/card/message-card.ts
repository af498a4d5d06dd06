import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { MessageCardDocument } from '../../../generated/graphql';
import { read } from '../../core/graphql/read';
import { PluralPipe } from '../../core/i18n/plural';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { CallCard } from '../call/call-card';
import { MeetingCard } from '../meeting/meeting-card';
import { Conversation } from '../channel/conversation';
import { Presences } from '../presence/presence.store';
import { Times } from '../time/times';

/** A living thing in a message, as it is now and as far as the viewer may see it. */
@Component({
  selector: 'app-message-card',
  imports: [Avatar, Button, CallCard, Icon, MeetingCard, PluralPipe, Skeleton, TranslocoPipe],
  templateUrl: './message-card.html',
  styleUrl: './message-card.scss',
})
export class MessageCard {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly presences = inject(Presences);
  protected readonly conversation = inject(Conversation);
  protected readonly times = inject(Times);

  readonly messageId = input.required<string>();

  protected readonly page = rxResource({
    params: () => this.messageId(),
    stream: ({ params: id }) =>
      read(this.apollo, MessageCardDocument, { id }).pipe(map(({ message }) => message ?? null)),
  });
  private readonly message = computed(() => (this.page.hasValue() ? this.page.value() : null));
  private readonly card = computed(() => this.message()?.card ?? null);
  protected readonly channel = computed(() => {
    const card = this.card();
    return card?.__typename === 'Channel' ? card : null;
  });
  protected readonly person = computed(() => {
    const card = this.card();
    return card?.__typename === 'User' ? card : null;
  });
  protected readonly call = computed(() => {
    const card = this.card();
    return card?.__typename === 'Call' ? card : null;
  });
  protected readonly meeting = computed(() => {
    const [card, sentAt] = [this.card(), this.message()?.sentAt];
    return card?.__typename === 'Meeting' && sentAt ? { id: card.id, sentAt } : null;
  });
  protected readonly presence = computed(() => {
    const person = this.person();
    return person ? this.presences.of(person.id)?.state : null;
  });

  protected open(channelId: string): void {
    void this.router.navigate(['/chat', channelId]);
  }
}
