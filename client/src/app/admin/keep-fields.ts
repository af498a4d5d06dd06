import { Component, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Observable, takeUntil, takeWhile, timer } from 'rxjs';
import { Field, Input } from '../ui/field/field';

const [LEAST_DAYS, MOST_DAYS] = [1, 36_500];
/** How often one looks whether what was saved has run, and for how long, in milliseconds. */
const [LOOK_EACH_MS, LONGEST_RUN_MS] = [1_000, 60_000];

/** For how many days something is kept, as it was typed; null where that is no number of days. */
export const keepDaysOf = (days: number): number | null =>
  Number.isInteger(days) && days >= LEAST_DAYS && days <= MOST_DAYS ? days : null;

/** The code of a region as it was typed, such as eu; null where nothing was. */
export const regionCodeOf = (typed: string): string | null => typed.trim().toLowerCase() || null;

/** Tells each second that it is to be looked again, until something has run, or a minute is over. */
export const lookUntil = (hasRun: () => boolean): Observable<number> =>
  timer(LOOK_EACH_MS, LOOK_EACH_MS).pipe(
    takeUntil(timer(LONGEST_RUN_MS)),
    takeWhile(() => !hasRun()),
  );

/** Which region a choice is about. */
@Component({
  selector: 'app-region-field',
  imports: [Field, Input, TranslocoPipe],
  template: `
    <app-field
      [label]="'admin.retention.region' | transloco"
      [hint]="'admin.retention.regionHint' | transloco"
    >
      <input
        appInput
        autocomplete="off"
        maxlength="20"
        [value]="code()"
        (input)="code.set($any($event.target).value)"
      />
    </app-field>
  `,
})
export class RegionField {
  readonly code = model.required<string>();
}

/** For how many days something is kept. */
@Component({
  selector: 'app-days-field',
  imports: [Field, Input, TranslocoPipe],
  template: `
    <app-field [label]="'admin.retention.days' | transloco" [hint]="'admin.retention.daysHint' | transloco">
      <input
        appInput
        type="number"
        min="1"
        max="36500"
        [value]="days()"
        (input)="days.set($any($event.target).valueAsNumber)"
      />
    </app-field>
  `,
})
export class DaysField {
  readonly days = model.required<number>();
}
