import { Component, booleanAttribute, input, model } from '@angular/core';

/** A choice between yes and no, beside its words. */
@Component({
  selector: 'app-check',
  template: `
    <label class="label">
      <input
        class="app-check"
        type="checkbox"
        [checked]="checked()"
        [disabled]="disabled()"
        (change)="checked.set($any($event.target).checked)"
      />
      <ng-content />
    </label>
  `,
  styles: `
    :host {
      display: block;
    }

    .label {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      min-block-size: var(--target);
    }
  `,
})
export class Check {
  readonly checked = model.required<boolean>();
  readonly disabled = input(false, { transform: booleanAttribute });
}
