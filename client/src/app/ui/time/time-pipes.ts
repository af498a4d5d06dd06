import { Pipe, type PipeTransform, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Clock } from './clock';
import { formatLocale } from './format-locale';
import { clockTime, dayAndTime, daysBetween, preciseTime, relativeDay } from './time';

type Moment = Date | string;

/** `sentAt | clock` is 14:07; `now | clock: zone` is what the clock shows there. */
@Pipe({ name: 'clock', pure: false })
export class ClockPipe implements PipeTransform {
  private readonly texts = inject(TranslocoService);

  transform(moment: Moment, zone?: string): string {
    return clockTime(new Date(moment), formatLocale(this.texts.getActiveLang()), zone);
  }
}

/** `openedAt | preciseTime` is 14:07:31. */
@Pipe({ name: 'preciseTime', pure: false })
export class PreciseTimePipe implements PipeTransform {
  private readonly texts = inject(TranslocoService);

  transform(moment: Date): string {
    return preciseTime(moment, formatLocale(this.texts.getActiveLang()));
  }
}

/** `sentAt | relativeDay` is today, yesterday, or Monday 16 November. */
@Pipe({ name: 'relativeDay', pure: false })
export class RelativeDayPipe implements PipeTransform {
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);

  transform(moment: Moment, zone?: string): string {
    return relativeDay(new Date(moment), this.clock.now(), formatLocale(this.texts.getActiveLang()), zone);
  }
}

/** `lastSeenAt | dayAndTime` is yesterday, 14:07. */
@Pipe({ name: 'dayAndTime', pure: false })
export class DayAndTimePipe implements PipeTransform {
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);

  transform(moment: Moment, zone?: string): string {
    return dayAndTime(new Date(moment), this.clock.now(), formatLocale(this.texts.getActiveLang()), zone);
  }
}

/** `until | untilTime: zone` is 17:00, or tomorrow, 09:00: the day only where it is another one. */
@Pipe({ name: 'untilTime', pure: false })
export class UntilTimePipe implements PipeTransform {
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);

  transform(moment: Moment, zone?: string): string {
    const locale = formatLocale(this.texts.getActiveLang());
    const [at, now] = [new Date(moment), this.clock.now()];
    return daysBetween(at, now, zone) === 0 ? clockTime(at, locale, zone) : dayAndTime(at, now, locale, zone);
  }
}
