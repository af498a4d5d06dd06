import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../button/button';
import { Icon } from '../icon/icon';

/** Something could not be read: what happened, what is safe, another try. */
@Component({
  selector: 'app-error-state',
  imports: [Button, Icon, TranslocoPipe],
  template: `
    <app-icon class="picture" name="plugs" size="lg" />
    <p class="sentence" role="alert">{{ text() }}</p>
    <button appButton="line" type="button" (click)="tryAgain.emit()">{{ 'ui.tryAgain' | transloco }}</button>
    @if (requestId(); as id) {
      <p class="request">{{ 'ui.request' | transloco: { id } }}</p>
    }
  `,
  styleUrl: './error-state.scss',
})
export class ErrorState {
  readonly text = input.required<string>();
  readonly requestId = input<string | null>();
  readonly tryAgain = output();
}
