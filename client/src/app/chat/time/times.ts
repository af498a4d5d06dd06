import { Service, computed, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Languages } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Clock } from './clock';
import { clocksDiffer } from './hours.rules';

const dayMs = 86_400_000;

/** Times as the viewer reads them: in their zone and language, and without naming the zone. */
@Service()
export class Times {
  private readonly languages = inject(Languages);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);

  readonly timeZone = computed(() => this.session.viewer()?.timeZone);
  readonly locale = this.languages.current;
  readonly now = this.clock.now;

  private readonly hourFormat = computed(() => this.format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));
  private readonly dayFormat = computed(() => this.format({ weekday: 'long', day: 'numeric', month: 'long' }));
  private readonly yearFormat = computed(() =>
    this.format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  );
  private readonly fullFormat = computed(() => this.format({ dateStyle: 'full', timeStyle: 'short' }));

  /** "14:07" */
  hour(at: string | Date): string {
    return this.hourFormat().format(new Date(at));
  }

  /** The time of a message in words, for tooltips and for those who listen. */
  full(at: string | Date): string {
    return this.fullFormat().format(new Date(at));
  }

  /** "17:07" where somebody else is. */
  hourIn(timeZone: string, at: string | Date): string {
    const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    return new Intl.DateTimeFormat(this.locale(), options).format(new Date(at));
  }

  /** "Today, Tuesday 17 November" */
  day(at: string | Date): string {
    const date = new Date(at);
    const now = this.now();
    const sameYear = date.getUTCFullYear() === now.getUTCFullYear();
    const day = (sameYear ? this.dayFormat() : this.yearFormat()).format(date);
    if (day === this.dayFormat().format(now)) return this.texts.translate('chat.today', { day });
    const yesterday = this.dayFormat().format(new Date(now.getTime() - dayMs));
    return sameYear && day === yesterday ? this.texts.translate('chat.yesterday', { day }) : day;
  }

  /** Whether somebody's clock is worth showing beside the viewer's. */
  elsewhere(timeZone: string | undefined, minutes = 120): boolean {
    return timeZone !== undefined && clocksDiffer(timeZone, this.timeZone(), this.now(), minutes);
  }

  private format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(this.locale(), { ...options, timeZone: this.timeZone() });
  }
}
