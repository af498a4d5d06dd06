import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import type { AttendanceLineFragment } from '../../../generated/graphql';
import { ContentPass } from '../../core/files/content-pass';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { clockText } from '../../ui/time/length';
import { DayAndTimePipe } from '../../ui/time/time-pipes';

/** Who was in a meeting, how long, and how they took part; for those who host it. */
@Component({
  selector: 'app-attendance-table',
  imports: [Avatar, Button, DayAndTimePipe, Icon, TranslocoPipe],
  providers: [provideTranslocoScope('records')],
  templateUrl: './attendance-table.html',
  styleUrl: './attendance-table.scss',
})
export class AttendanceTable {
  private readonly texts = inject(TranslocoService);
  /** Id of the meeting. */
  readonly meeting = input.required<string>();
  readonly lines = input.required<readonly AttendanceLineFragment[]>();

  protected readonly address = computed(() => `/m/attendance/${this.meeting()}.csv`);
  protected readonly rows = computed(() => {
    const numbers = new Intl.NumberFormat(this.texts.activeLang());
    return this.lines().map((line) => ({
      line,
      inIt: clockText(line.seconds),
      spoke: clockText(line.spokeSeconds),
      hands: numbers.format(line.handCount),
      reactions: numbers.format(line.reactionCount),
    }));
  });

  constructor() {
    // The table is asked for without a header.
    inject(ContentPass);
  }
}
