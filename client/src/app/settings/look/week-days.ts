import { Component, booleanAttribute, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Check } from '../../ui/check/check';
import { Input } from '../../ui/field/field';
import { timeChoices } from './week.rules';

/** Hours of a day, on one day of the week. */
export interface WeekDay {
  /** 1 is Monday. */
  readonly day: number;
  readonly name: string;
  readonly on: boolean;
  readonly startsAt: string;
  readonly endsAt: string;
  /** What is drawn of the 24 hours of the day. */
  readonly parts: readonly { readonly from: number; readonly to: number }[];
}

/** What was chosen for a day. */
export interface WeekDayChange extends Partial<Pick<WeekDay, 'on' | 'startsAt' | 'endsAt'>> {
  readonly day: number;
}

/** A week to be chosen from, day by day: whether there are hours, and from when to when. */
@Component({
  selector: 'app-week-days',
  imports: [Check, Input, TranslocoPipe],
  templateUrl: './week-days.html',
  styleUrl: './week-days.scss',
})
export class WeekDays {
  readonly days = input.required<readonly WeekDay[]>();
  /** Where the words are found: `from`, `to`, and `off` for a day without hours. */
  readonly words = input.required<string>();
  /** Whether the hours are those of the night. */
  readonly quiet = input(false, { transform: booleanAttribute });
  readonly changed = output<WeekDayChange>();

  protected readonly timeChoices = timeChoices;
}
