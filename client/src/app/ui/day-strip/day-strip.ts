import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Clock } from '../time/clock';
import { clockTime } from '../time/time';
import { formatLocale } from '../time/format-locale';
import { spokenHours } from '../time/spoken-hours';
import { type WorkingSpan, hourOfDay, hoursOfDay, sharedTimes, workingTimes } from '../time/working-day';
import { placeOf } from '../time/zone';

/** Where a strip stands decides how high it is. */
export type StripSize = 'inline' | 'list' | 'card' | 'door';

/**
 * The viewer's twenty-four hours: when somebody works in yellow, when both work in teal, and a line for now.
 * It is a picture with a full sentence; what must be read at a glance stands beside it in words.
 */
@Component({
  selector: 'app-day-strip',
  templateUrl: './day-strip.html',
  styleUrl: './day-strip.scss',
  host: { role: 'img', '[class]': '"size-" + size()', '[attr.aria-label]': 'sentence()' },
})
export class DayStrip {
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);

  readonly zone = input.required<string>();
  readonly workingHours = input.required<readonly WorkingSpan[]>();
  readonly viewerZone = input.required<string>();
  /** The viewer's own week; what is shared is only shown where it is given. */
  readonly viewerHours = input<readonly WorkingSpan[]>([]);
  /** Whose day it is: a person or a place; the city of the zone when left out. */
  readonly of = input<string>('');
  readonly now = input<Date>();
  readonly size = input<StripSize>('list');
  readonly withoutNow = input(false, { transform: booleanAttribute });

  private readonly present = computed(() => this.now() ?? this.clock.now());
  private readonly times = computed(() => workingTimes(this.workingHours(), this.zone(), this.present()));
  private readonly viewerTimes = computed(() =>
    workingTimes(this.viewerHours(), this.viewerZone(), this.present()),
  );
  protected readonly working = computed(() => hoursOfDay(this.times(), this.viewerZone(), this.present()));
  protected readonly shared = computed(() =>
    hoursOfDay(sharedTimes(this.times(), this.viewerTimes()), this.viewerZone(), this.present()),
  );
  protected readonly nowAt = computed(() => hourOfDay(this.viewerZone(), this.present()));

  protected readonly sentence = computed(() => {
    const locale = formatLocale(this.texts.activeLang());
    const who = this.of() || placeOf(this.zone());
    const hours = spokenHours(this.working());
    const time = clockTime(this.present(), locale, this.zone());
    const key = hours ? 'dayStrip.works' : 'dayStrip.off';
    const shared = spokenHours(this.shared());
    const both = shared ? ` ${this.texts.translate('dayStrip.shared', { hours: shared })}` : '';
    return this.texts.translate(key, { who, hours, time }) + both;
  });
}
