import { Component, computed, inject, input, model } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Field, Input } from '../../ui/field/field';
import { inputOf, momentOf } from '../../ui/moment-field/moment.rules';
import { placeOf } from '../../ui/time/zone';
import { type PlanFault, type Span, movedTo } from './planning.rules';

/** When a meeting begins and ends, by the clock of the device, whose place is named. */
@Component({
  selector: 'app-span-fields',
  imports: [Field, Input, TranslocoPipe],
  template: `
    <app-field [label]="'rooms.make.begins' | transloco" [hint]="zone()" [error]="beginFault()">
      <input
        appInput
        type="datetime-local"
        [value]="inputOf(span().startsAt)"
        (input)="begin(momentOf($any($event.target).value))"
      />
    </app-field>
    <app-field [label]="'rooms.make.ends' | transloco" [error]="endFault()">
      <input
        appInput
        type="datetime-local"
        [min]="inputOf(span().startsAt)"
        [value]="inputOf(span().endsAt)"
        (input)="end(momentOf($any($event.target).value))"
      />
    </app-field>
  `,
  styleUrl: './span-fields.scss',
})
export class SpanFields {
  private readonly texts = inject(TranslocoService);

  readonly span = model.required<Span>();
  readonly fault = input<PlanFault>(null);

  protected readonly inputOf = inputOf;
  protected readonly momentOf = momentOf;
  protected readonly zone = computed(() => {
    const place = placeOf(Intl.DateTimeFormat().resolvedOptions().timeZone);
    return this.texts.translate('rooms.make.zone', { place });
  });
  protected readonly beginFault = computed(() => this.sentenceFor(['begin', 'past']));
  protected readonly endFault = computed(() => this.sentenceFor(['end', 'order', 'long']));

  protected begin(startsAt: string | null): void {
    this.span.update((span) => movedTo(span, startsAt));
  }

  protected end(endsAt: string | null): void {
    this.span.update((span) => ({ ...span, endsAt }));
  }

  private sentenceFor(faults: readonly PlanFault[]): string | null {
    const fault = this.fault();
    return fault !== null && faults.includes(fault)
      ? this.texts.translate(`rooms.make.fault.${fault}`)
      : null;
  }
}
