import { Component, computed, inject, input } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChangeWorkingHoursDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import type { WorkingSpan } from '../../ui/time/working-day';
import { Saved } from '../saved';
import { WeekDays, type WeekDay, type WeekDayChange } from './week-days';
import { dayNames, hourOf, rowsOf, withRow } from './week.rules';

const HOURS = 24;

/** The viewer's usual week, day by day; each change is saved at once. */
@Component({
  selector: 'app-working-week',
  imports: [WeekDays],
  template: `<app-week-days words="settings.week" [days]="days()" (changed)="set($event)" />`,
})
export class WorkingWeek {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly texts = inject(TranslocoService);

  readonly hours = input.required<readonly WorkingSpan[]>();
  readonly zone = input.required<string>();

  private readonly dayNames = computed(() => dayNames(this.texts.activeLang()));
  private readonly rows = computed(() => rowsOf(this.hours()));
  protected readonly days = computed<readonly WeekDay[]>(() =>
    this.rows().map(({ works, startsAt, endsAt }, index) => ({
      ...{ day: index + 1, name: this.dayNames()[index] ?? '', on: works, startsAt, endsAt },
      parts: works ? [{ from: hourOf(startsAt), to: endsAt > startsAt ? hourOf(endsAt) : HOURS }] : [],
    })),
  );

  protected async set({ day, on, ...times }: WeekDayChange): Promise<void> {
    const row = this.rows()[day - 1];
    if (!row) return;
    const next = { ...row, ...times, works: on ?? row.works };
    const input = { hours: [...withRow(this.hours(), next)], key: crypto.randomUUID() };
    try {
      await change(this.apollo, ChangeWorkingHoursDocument, { input });
      this.saved.say();
    } catch (error) {
      // Hours that the server refuses or a server that is away: the week shown is still the one that is kept.
      this.errors.toast(error);
    }
  }
}
