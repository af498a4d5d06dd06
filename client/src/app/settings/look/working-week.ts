import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChangeWorkingHoursDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Input } from '../../ui/field/field';
import type { WorkingSpan } from '../../ui/time/working-day';
import { Saved } from '../saved';
import { type WeekdayRow, dayNames, hourOf, rowsOf, timeChoices, withRow } from './week.rules';

/** The viewer's usual week, day by day; each change is saved at once. */
@Component({
  selector: 'app-working-week',
  imports: [Input, TranslocoPipe],
  templateUrl: './working-week.html',
  styleUrl: './working-week.scss',
})
export class WorkingWeek {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly texts = inject(TranslocoService);

  readonly hours = input.required<readonly WorkingSpan[]>();
  readonly zone = input.required<string>();

  private readonly dayNames = computed(() => dayNames(this.texts.activeLang()));
  protected readonly rows = computed(() =>
    rowsOf(this.hours()).map((row, index) => ({
      row,
      name: this.dayNames()[index] ?? '',
      from: hourOf(row.startsAt),
      to: row.endsAt > row.startsAt ? hourOf(row.endsAt) : 24,
    })),
  );

  protected readonly timeChoices = timeChoices;

  protected async set(row: WeekdayRow, changed: Partial<WeekdayRow>): Promise<void> {
    const next = { ...row, ...changed };
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
