import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { clockText } from '../../ui/time/length';
import { goesOn, lengthOf } from './meeting-told.rules';
import { roomAddress, watchMeeting } from './meeting-watch';

/** A meeting that began in this channel: how it stands now, and the way in while it goes on. */
@Component({
  selector: 'app-meeting-card',
  imports: [Button, Icon, PluralPipe, RouterLink, Skeleton, TranslocoPipe],
  templateUrl: './meeting-card.html',
  styleUrl: './meeting-card.scss',
})
export class MeetingCard {
  private readonly router = inject(Router);

  readonly meetingId = input.required<string>();
  /** When it was told here that it began. */
  readonly toldAt = input.required<string>();

  protected readonly watch = watchMeeting(this.meetingId);
  protected readonly address = roomAddress;
  /** Whether it is shown beside the meeting itself, to which no way has to lead. */
  protected readonly isThere = computed(() => this.router.url.startsWith(roomAddress(this.meetingId())));
  protected readonly isOn = computed(() => {
    const meeting = this.watch.meeting();
    return meeting !== null && goesOn(meeting, this.toldAt());
  });
  protected readonly length = computed(() => {
    const meeting = this.watch.meeting();
    const seconds = meeting && lengthOf(meeting);
    return seconds === null ? null : clockText(seconds);
  });
}
