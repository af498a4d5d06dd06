import { Service, computed, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Languages } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Clock } from '../../ui/time/clock';
import { clockTime, dayAndTime, daysBetween, relativeDay, shortDay } from '../../ui/time/time';
import { hoursAhead } from '../../ui/time/working-day';

/** Times as the viewer reads them: in their zone and language, and without naming the zone. */
@Service()
export class Times {
  private readonly languages = inject(Languages);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);

  readonly timeZone = computed(() => this.session.viewer()?.timeZone);
  /** The language of the interface, in the viewer's regional form where they have one. */
  readonly locale = computed(() => {
    const language = this.languages.current();
    const own = this.session.viewer()?.locale;
    return own?.startsWith(`${language}-`) ? own : language;
  });
  readonly now = this.clock.now;

  /** How many hours each zone is ahead of the viewer now; every row of a history asks, and few zones there are. */
  private readonly ahead = computed(() => {
    const [here, now] = [this.timeZone(), this.now()];
    const known = new Map<string, number>();
    return (timeZone: string): number => {
      const hours = known.get(timeZone) ?? (here ? hoursAhead(timeZone, here, now) : 0);
      known.set(timeZone, hours);
      return hours;
    };
  });

  /** Days in words. A history asks with every step of its scrolling, and making a format takes as long as many days. */
  private readonly days = computed(() => {
    const [now, locale, timeZone] = [this.now(), this.locale(), this.timeZone()];
    this.texts.activeLang();
    const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone } as const;
    const format = new Intl.DateTimeFormat(locale, options);
    return (at: string | Date): string => {
      const date = new Date(at);
      const days = daysBetween(date, now, timeZone);
      if (days !== 0 && days !== -1) return relativeDay(date, now, locale, timeZone);
      return this.texts.translate(days === 0 ? 'chat.today' : 'chat.yesterday', { day: format.format(date) });
    };
  });

  private readonly fullFormat = computed(() => {
    const options = { dateStyle: 'full', timeStyle: 'short', timeZone: this.timeZone() } as const;
    return new Intl.DateTimeFormat(this.locale(), options);
  });

  /** "14:07" */
  hour(at: string | Date): string {
    return clockTime(new Date(at), this.locale(), this.timeZone());
  }

  /** "14:07" today, "yesterday, 14:07" or "tomorrow, 09:00" on other days. */
  moment(at: string | Date): string {
    const date = new Date(at);
    if (daysBetween(date, this.now(), this.timeZone()) === 0) return this.hour(date);
    return dayAndTime(date, this.now(), this.locale(), this.timeZone());
  }

  /** The time of a message in words, for tooltips and for those who listen. */
  full(at: string | Date): string {
    return this.fullFormat().format(new Date(at));
  }

  /** "17:07" where somebody else is. */
  hourIn(timeZone: string, at: string | Date): string {
    return clockTime(new Date(at), this.locale(), timeZone);
  }

  /** "Mon, 23 Nov" */
  shortDay(at: string | Date): string {
    return shortDay(new Date(at), this.locale(), this.timeZone());
  }

  /** "Today, Tuesday 17 November" */
  day(at: string | Date): string {
    return this.days()(at);
  }

  /** Whether somebody's clock is so far away that it is worth showing beside the viewer's. */
  elsewhere(timeZone: string | undefined, hours = 2): boolean {
    return Boolean(timeZone) && Math.abs(this.ahead()(timeZone ?? '')) >= hours;
  }
}
