import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MeetingLineFragment } from '../../../generated/graphql';
import type { IconName } from '../../../generated/icons';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { Clock } from '../../ui/time/clock';
import { ClockPipe, DayAndTimePipe, UntilTimePipe } from '../../ui/time/time-pipes';
import { meetingAddress, roomAddress } from './addresses';
import { listOf, minutesUntil } from './room-lists.rules';

const ICONS: Readonly<Record<string, IconName>> = {
  INSTANT: 'video-camera',
  SCHEDULED: 'calendar-blank',
  PERMANENT: 'door-open',
  WEBINAR: 'megaphone-simple',
  BREAKOUT: 'users-three',
};

/** One meeting in a list: what it is called, when it is, who made it, and the way in. */
@Component({
  selector: 'app-meeting-row',
  imports: [
    ...[Button, ClockPipe, DayAndTimePipe, Icon, PluralPipe, RouterLink, TranslocoPipe, UntilTimePipe],
  ],
  templateUrl: './meeting-row.html',
  styleUrl: './meeting-row.scss',
})
export class MeetingRow {
  private readonly now = inject(Clock).now;

  readonly meeting = input.required<MeetingLineFragment>();

  protected readonly icon = computed<IconName>(() => ICONS[this.meeting().kind] ?? 'video-camera');
  protected readonly live = computed(() => this.meeting().state === 'LIVE');
  protected readonly list = computed(() => listOf(this.meeting(), this.now()));
  protected readonly soon = computed(() => (this.live() ? null : minutesUntil(this.meeting(), this.now())));
  protected readonly mayJoin = computed(
    () => this.meeting().viewerCan.includes('JOIN') && this.list() !== 'past',
  );
  protected readonly details = computed(() => meetingAddress(this.meeting().id));
  protected readonly room = computed(() => roomAddress(this.meeting().id));
  /** When it was or is to be. */
  protected readonly when = computed(() => {
    const { startsAt, startedAt, finishedAt } = this.meeting();
    return this.list() === 'past' ? (startedAt ?? startsAt ?? finishedAt) : startsAt;
  });
}
