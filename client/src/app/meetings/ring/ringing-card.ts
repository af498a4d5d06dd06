import { Component, computed, inject, input } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { CallViewFragment } from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { Clock } from '../../ui/time/clock';
import { ClockPipe } from '../../ui/time/time-pipes';
import { CallDeeds } from '../call/call-deeds';
import { isAdding, isIncoming, otherIn } from '../call/call.rules';
import { RoomVisits } from '../room/room-visits';
import { Talks } from '../talk/talks';
import { CallReply } from './call-reply';

/** Answers that are at hand when there is no time to write. */
const REPLIES = ['soon', 'busy', 'write'] as const;

/** A call that rings: who it is, what kind, what time it is for them, and what can be done about it. */
@Component({
  selector: 'app-ringing-card',
  imports: [Avatar, Button, ClockPipe, Icon, MatMenuModule, TranslocoPipe],
  templateUrl: './ringing-card.html',
  styleUrl: './ringing-card.scss',
})
export class RingingCard {
  private readonly texts = inject(TranslocoService);
  private readonly session = inject(Session);
  private readonly deeds = inject(CallDeeds);
  private readonly talks = inject(Talks);
  private readonly visits = inject(RoomVisits);
  private readonly reply = inject(CallReply);
  protected readonly now = inject(Clock).now;

  readonly call = input.required<CallViewFragment>();

  protected readonly replies = REPLIES;
  private readonly viewerId = computed(() => this.session.viewer()?.id ?? '');
  protected readonly incoming = computed(() => isIncoming(this.call(), this.viewerId()));
  protected readonly other = computed(() => otherIn(this.call(), this.viewerId()));
  /** Whether it rings the viewer into a call of others. */
  protected readonly adding = computed(() => isAdding(this.call()));
  /** Who talks there besides whoever rings. */
  protected readonly names = computed(() => {
    const { alreadyIn, caller } = this.call();
    const others = alreadyIn.filter(({ id }) => id !== caller?.id).map(({ displayName }) => displayName);
    return new Intl.ListFormat(this.texts.activeLang()).format(others);
  });
  /** Whether the viewer talks to somebody else, whom answering puts on hold. */
  protected readonly talking = computed(() => this.talks.current()?.held() === false);

  protected answer(video: boolean): void {
    void (this.adding() ? this.visits : this.talks).answer(this.call(), video);
  }

  protected decline(): void {
    void this.talks.quietly(() => this.deeds.reject(this.call().id));
  }

  protected cancel(): void {
    void this.talks.quietly(() => this.deeds.cancel(this.call().id));
  }

  protected declineWith(reply: (typeof REPLIES)[number]): void {
    const userId = this.other()?.id;
    void this.talks.quietly(async () => {
      await this.deeds.reject(this.call().id);
      if (userId) await this.reply.send(userId, this.texts.translate(`meetings.reply.${reply}`));
    });
  }

  protected declineAndWrite(): void {
    const userId = this.other()?.id;
    void this.talks.quietly(async () => {
      await this.deeds.reject(this.call().id);
      if (userId) await this.reply.open(userId);
    });
  }
}
