import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Clock } from '../../ui/time/clock';
import { ClockPipe, DayAndTimePipe } from '../../ui/time/time-pipes';
import { minutesUntil } from '../rooms/room-lists.rules';
import type { Room } from './room.rules';

/** When a meeting is, in words: planned, about to begin, or running. */
@Component({
  selector: 'app-room-when',
  imports: [ClockPipe, DayAndTimePipe, PluralPipe, TranslocoPipe],
  template: `
    @if (room().startedAt; as since) {
      {{ 'meetings.room.runsSince' | transloco: { time: (since | clock) } }}
    } @else if (room().startsAt; as moment) {
      {{ moment | dayAndTime }}
      @if (room().endsAt; as end) {
        – {{ end | clock }}
      }
      @if (minutes(); as count) {
        · {{ 'meetings.room.beginsIn' | plural: count }}
      }
    }
  `,
  styles: `
    :host {
      color: var(--color-ink-muted);
    }
  `,
})
export class RoomWhen {
  private readonly clock = inject(Clock);
  readonly room = input.required<Pick<Room, 'startedAt' | 'startsAt' | 'endsAt'>>();
  protected readonly minutes = computed(() => minutesUntil(this.room(), this.clock.now()));
}
