import { Component, input, model } from '@angular/core';

/** One of the choices of a segmented control. */
export interface Segment<T extends string = string> {
  readonly value: T;
  readonly label: string;
}

/** Two to four choices of which one holds, side by side. */
@Component({
  selector: 'app-segmented',
  template: `
    @for (segment of segments(); track segment.value) {
      <button
        class="segment"
        type="button"
        [attr.aria-pressed]="segment.value === value()"
        [class.chosen]="segment.value === value()"
        (click)="value.set(segment.value)"
      >
        {{ segment.label }}
      </button>
    }
  `,
  styleUrl: './segmented.scss',
  host: { role: 'group', '[attr.aria-label]': 'label()' },
})
export class Segmented<T extends string> {
  readonly label = input.required<string>();
  readonly segments = input.required<readonly Segment<T>[]>();
  readonly value = model.required<T>();
}
