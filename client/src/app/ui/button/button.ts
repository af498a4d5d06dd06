import { Component, booleanAttribute, computed, input } from '@angular/core';

/** What a button is: the one main deed, a soft one, a plain one, a quiet one, or one that breaks or ends. */
export type ButtonKind = 'primary' | 'soft' | 'line' | 'quiet' | 'danger' | 'danger-line';

/** A button or a link that looks like one: `<button appButton="primary">`. */
@Component({
  selector: 'button[appButton], a[appButton]',
  template: `<ng-content />`,
  styleUrl: './button.scss',
  host: { '[class]': 'look()', '[class.small]': 'small()', '[class.wide]': 'wide()' },
})
export class Button {
  readonly appButton = input<ButtonKind | ''>('');
  readonly small = input(false, { transform: booleanAttribute });
  readonly wide = input(false, { transform: booleanAttribute });
  protected readonly look = computed(() => this.appButton() || 'line');
}
