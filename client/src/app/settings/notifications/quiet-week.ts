import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import type { QuietSpan } from '../../core/notifications/notify.rules';
import { QuietHours } from '../../core/notifications/quiet-hours';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { ErrorState } from '../../ui/error-state/error-state';
import { type WeekDay, type WeekDayChange, WeekDays } from '../look/week-days';
import { dayNames, hourOf } from '../look/week.rules';
import { Saved } from '../saved';
import { type QuietDay, everyNight, outsideWork, quietDays, withDay } from './quiet.rules';

const HOURS = 24;

/** When one is not to be told, night by night; each change is saved at once. */
@Component({
  selector: 'app-quiet-week',
  imports: [Button, ErrorState, TranslocoPipe, WeekDays],
  templateUrl: './quiet-week.html',
  styleUrl: './quiet-week.scss',
})
export class QuietWeek {
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly texts = inject(TranslocoService);
  private readonly session = inject(Session);
  protected readonly quiet = inject(QuietHours);

  protected readonly hours = computed(() =>
    this.session.guest() ? [] : (this.session.viewer()?.workingHours ?? []),
  );
  protected readonly failure = computed(() => {
    const error = this.quiet.failure();
    return error ? this.errors.sentence(error) : null;
  });
  private readonly rows = computed(() => quietDays(this.quiet.spans()));
  protected readonly days = computed<readonly WeekDay[]>(() => {
    const names = dayNames(this.texts.activeLang());
    const rows = this.rows();
    return rows.map((row, n) => ({
      ...{ day: row.day, name: names[row.day - 1] ?? '', on: row.quiet },
      ...{ startsAt: row.startsAt, endsAt: row.endsAt, parts: partsOf(row, rows.at(n - 1) ?? row) },
    }));
  });

  protected async set({ day, on, ...times }: WeekDayChange): Promise<void> {
    const row = this.rows().find((each) => each.day === day);
    if (row) await this.keep(withDay(this.quiet.spans(), { ...row, ...times, quiet: on ?? row.quiet }));
  }

  protected setNights(): Promise<void> {
    return this.keep(everyNight());
  }

  protected setOutsideWork(): Promise<void> {
    return this.keep(outsideWork(this.hours()));
  }

  protected clear(): Promise<void> {
    return this.keep([]);
  }

  private async keep(spans: readonly QuietSpan[]): Promise<void> {
    try {
      await this.quiet.set(spans);
      this.saved.say();
    } catch (error) {
      // Times that the server refuses, or a server that is away: the week shown is still the one that is kept.
      this.errors.toast(error);
    }
  }
}

/** The quiet hours of a day: what the night before leaves of its morning, and what begins on it. */
function partsOf(day: QuietDay, before: QuietDay): readonly { from: number; to: number }[] {
  const [from, to, left] = [hourOf(day.startsAt), hourOf(day.endsAt), hourOf(before.endsAt)];
  const wraps = before.quiet && left <= hourOf(before.startsAt);
  const own = day.quiet ? [{ from, to: to > from ? to : HOURS }] : [];
  return wraps && left > 0 ? [{ from: 0, to: left }, ...own] : own;
}
