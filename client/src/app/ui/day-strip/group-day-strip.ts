import { Component, computed, inject, input } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Clock } from '../time/clock';
import { formatLocale } from '../time/format-locale';
import { spokenHours } from '../time/spoken-hours';
import { clockTime } from '../time/time';
import {
  type WorkingSpan,
  allTimes,
  anyTimes,
  hourOfDay,
  hoursOfDay,
  workingTimes,
} from '../time/working-day';
import type { StripSize } from './day-strip';

/** Somebody's week and where its hours are counted. */
export interface WorkingWeek {
  readonly timeZone: string;
  readonly workingHours: readonly WorkingSpan[];
}

/**
 * The viewer's twenty-four hours as several people work in them: yellow where somebody does, teal where all do, and a
 * line for now. A picture with a full sentence, as the strip of one person is.
 */
@Component({
  selector: 'app-group-day-strip',
  templateUrl: './day-strip.html',
  styleUrl: './day-strip.scss',
  host: { role: 'img', '[class]': '"size-" + size()', '[attr.aria-label]': 'sentence()' },
})
export class GroupDayStrip {
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);

  readonly people = input.required<readonly WorkingWeek[]>();
  readonly viewerZone = input.required<string>();
  readonly now = input<Date>();
  readonly size = input<StripSize>('inline');

  protected readonly withoutNow = (): boolean => false;
  private readonly present = computed(() => this.now() ?? this.clock.now());
  private readonly times = computed(() =>
    this.people().map(({ workingHours, timeZone }) => workingTimes(workingHours, timeZone, this.present())),
  );
  protected readonly working = computed(() => this.hours(anyTimes(this.times())));
  protected readonly shared = computed(() => this.hours(allTimes(this.times())));
  protected readonly nowAt = computed(() => hourOfDay(this.viewerZone(), this.present()));

  protected readonly sentence = computed(() => {
    const time = clockTime(this.present(), formatLocale(this.texts.activeLang()), this.viewerZone());
    const [somebody, together] = [spokenHours(this.working()), spokenHours(this.shared())];
    const key = together ? 'together' : somebody ? 'apart' : 'nobody';
    return this.texts.translate(`dayStrip.group.${key}`, { somebody, together, time });
  });

  private hours(times: ReturnType<typeof anyTimes>): ReturnType<typeof hoursOfDay> {
    return hoursOfDay(times, this.viewerZone(), this.present());
  }
}
