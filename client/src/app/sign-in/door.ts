import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { LanguageLinks } from './language-links';
import { DayScale } from '../ui/day-strip/day-scale';
import { DayStrip } from '../ui/day-strip/day-strip';
import { Logo } from '../ui/logo/logo';
import { Clock } from '../ui/time/clock';
import { ClockPipe } from '../ui/time/time-pipes';
import { daysBetween } from '../ui/time/time';
import { type TimeSpan, hoursOfDay, workingTimes, worksAt } from '../ui/time/working-day';
import { addDays, instantOf, wallTime, weekdayOf } from '../ui/time/zone';
import { type Campus, campuses, officeHours } from './campuses';

const WEEK = 7;
const NOON = 12;

/** The way in: what is asked on one side, everybody's day on the other. */
@Component({
  selector: 'app-door',
  imports: [ClockPipe, DayScale, DayStrip, LanguageLinks, Logo, TranslocoPipe],
  templateUrl: './door.html',
  styleUrl: './door.scss',
})
export class Door {
  private readonly clock = inject(Clock);
  protected readonly now = this.clock.now;
  protected readonly officeHours = officeHours;
  protected readonly home = campuses[0];
  /** Whether nobody works in the first place's day, so that the bars show the Monday after it. */
  protected readonly resting = computed(() => {
    const now = this.clock.now();
    return hoursOfDay(workingTimes(officeHours, this.home.zone, now), this.home.zone, now).length === 0;
  });
  protected readonly shownDay = computed(() => {
    const now = this.clock.now();
    if (!this.resting()) return now;
    const today = wallTime(now, this.home.zone);
    return instantOf({ ...addDays(today, WEEK - weekdayOf(today)), hour: NOON }, this.home.zone);
  });
  protected readonly campuses = computed(() =>
    campuses.map((campus) => ({ ...campus, standing: this.standing(campus) })),
  );

  /** The key of how far the place's day has come. */
  private standing({ zone }: Campus): string {
    const now = this.clock.now();
    const times = workingTimes(officeHours, zone, now);
    if (worksAt(times, now)) return 'door.atWork';
    const isToday = (span: TimeSpan): boolean => daysBetween(span.from, now, zone) === 0;
    const today = times.find(isToday);
    if (!today) return 'door.dayOff';
    return today.from > now ? 'door.beforeWork' : 'door.afterWork';
  }
}
