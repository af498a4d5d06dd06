import { Component, computed, input, model } from '@angular/core';
import { Field, Input } from '../field/field';
import { inputOf, momentOf } from './moment.rules';

/** A day and time that lie ahead, in the clock of the device; nothing chosen is none. */
@Component({
  selector: 'app-moment-field',
  imports: [Field, Input],
  template: `
    <app-field [label]="label()" [hint]="hint()">
      <input
        appInput
        type="datetime-local"
        [min]="earliest"
        [value]="written()"
        (input)="value.set(momentOf($any($event.target).value))"
      />
    </app-field>
  `,
})
export class MomentField {
  readonly label = input.required<string>();
  readonly hint = input('');
  /** As ISO 8601 in UTC; null for none. */
  readonly value = model<string | null>(null);

  protected readonly momentOf = momentOf;
  protected readonly earliest = inputOf(new Date().toISOString());
  protected readonly written = computed(() => inputOf(this.value()));
}
