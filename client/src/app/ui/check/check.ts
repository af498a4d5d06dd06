import { Component, model } from '@angular/core';

/** A choice between yes and no, beside its words. */
@Component({
  selector: 'app-check',
  template: `
    <label class="label">
      <input
        class="app-check"
        type="checkbox"
        [checked]="checked()"
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
    }
  `,
})
export class Check {
  readonly checked = model.required<boolean>();
}
