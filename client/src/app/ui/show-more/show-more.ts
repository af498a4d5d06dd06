import { Component, type Signal, booleanAttribute, input } from '@angular/core';
import { Button, type ButtonKind } from '../button/button';

/** The way on in a list of which a part is shown. */
interface WayOn {
  readonly more: Signal<boolean>;
  readonly loading: Signal<boolean>;
  show(): Promise<void>;
}

/** Shows more of a list, below what is shown of it; nothing where that is all. */
@Component({
  selector: 'app-show-more',
  imports: [Button],
  template: `
    @if (way().more()) {
      <button
        type="button"
        [appButton]="kind()"
        [small]="small()"
        [wide]="wide()"
        [disabled]="way().loading()"
        (click)="way().show()"
      >
        <ng-content />
      </button>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class ShowMore {
  readonly way = input.required<WayOn>();
  readonly kind = input<ButtonKind>('quiet');
  readonly small = input(false, { transform: booleanAttribute });
  readonly wide = input(false, { transform: booleanAttribute });
}
