import { Component, computed, effect, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { CallButtons } from '../../core/calls/call-buttons';
import { SayError } from '../../core/errors/say-error';
import { shownPresence } from '../../core/presence/shown-presence';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { DayScale } from '../../ui/day-strip/day-scale';
import { DayStrip } from '../../ui/day-strip/day-strip';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { PresenceDot } from '../../ui/presence-dot/presence-dot';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { Clock } from '../../ui/time/clock';
import { formatLocale } from '../../ui/time/format-locale';
import { spokenHours } from '../../ui/time/spoken-hours';
import { dayAndTime } from '../../ui/time/time';
import { ClockPipe, UntilTimePipe } from '../../ui/time/time-pipes';
import { hoursOfDay, nextShared, sharedTimes, workingTimes, worksAt } from '../../ui/time/working-day';
import { PersonStore } from './person.store';

/** A person: who they are, how they are there, what time it is for them and when both are at work. */
@Component({
  selector: 'app-person-card',
  imports: [
    Avatar,
    Button,
    CallButtons,
    Chip,
    ClockPipe,
    DayScale,
    DayStrip,
    EmptyState,
    ErrorState,
    Icon,
    PresenceDot,
    Skeleton,
    TranslocoPipe,
    UntilTimePipe,
  ],
  providers: [PersonStore],
  templateUrl: './person-card.html',
  styleUrl: './person-card.scss',
})
export class PersonCard {
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  protected readonly store = inject(PersonStore);
  protected readonly now = inject(Clock).now;

  readonly personId = input.required<string>();

  protected readonly viewer = this.session.viewer;
  protected readonly isViewer = computed(() => this.personId() === this.viewer()?.id);
  private readonly week = computed(() => {
    const person = this.store.person();
    return (
      person && {
        hours: person.workingHours,
        zone: person.timeZone,
        daysOff: person.holidays.map(({ on }) => on),
      }
    );
  });
  private readonly viewerWeek = computed(() => {
    const viewer = this.viewer();
    return viewer && { hours: viewer.workingHours, zone: viewer.timeZone };
  });
  protected readonly shown = computed(() => shownPresence(this.store.person()?.presence) ?? 'OFFLINE');
  protected readonly atWork = computed(() => {
    const week = this.week();
    return (
      week !== null && worksAt(workingTimes(week.hours, week.zone, this.now(), 1, week.daysOff), this.now())
    );
  });
  protected readonly shared = computed(() => this.sharedSentence());
  protected readonly country = computed(() => {
    const code = this.store.person()?.country;
    return code ? new Intl.DisplayNames([this.texts.activeLang()], { type: 'region' }).of(code) : null;
  });
  protected readonly language = computed(() => {
    const locale = this.store.person()?.locale;
    return locale ? new Intl.DisplayNames([this.texts.activeLang()], { type: 'language' }).of(locale) : null;
  });
  protected readonly roles = computed(() =>
    this.store
      .person()
      ?.roles.map(({ role, department }) => (department ? `${role.name}, ${department.name}` : role.name)),
  );
  protected readonly departments = computed(() => this.store.person()?.departments.map(({ name }) => name));
  protected readonly teams = computed(() => this.store.person()?.teams.map(({ name }) => name));

  constructor() {
    effect(() => {
      this.store.id.set(this.personId());
    });
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  protected list(names: readonly string[]): string {
    return new Intl.ListFormat(this.texts.getActiveLang(), { type: 'unit' }).format(names);
  }

  private sharedSentence(): string | null {
    const [person, viewer, now] = [this.week(), this.viewerWeek(), this.now()];
    const locale = formatLocale(this.texts.activeLang());
    if (!person || !viewer || this.isViewer()) return null;
    const both = sharedTimes(
      workingTimes(person.hours, person.zone, now, 1, person.daysOff),
      workingTimes(viewer.hours, viewer.zone, now),
    );
    const hours = spokenHours(hoursOfDay(both, viewer.zone, now));
    const first = this.texts.translate(hours ? 'people.sharedToday' : 'people.sharedNotToday', { hours });
    const next = nextShared(person, viewer, now);
    if (!next) return this.texts.translate('people.neverShared');
    if (next <= now) return `${first} ${this.texts.translate('people.goodNow')}`;
    const moment = dayAndTime(next, now, locale, viewer.zone);
    return `${first} ${this.texts.translate('people.nextGood', { moment })}`;
  }
}
