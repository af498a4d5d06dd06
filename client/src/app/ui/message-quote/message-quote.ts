import { Component, input, output } from '@angular/core';

/** The message that another one answers, in one line; leads to it. */
@Component({
  selector: 'app-message-quote',
  template: `
    <button type="button" class="quote" [attr.aria-description]="label()" (click)="followed.emit()">
      @if (name()) {
        <strong class="quote-name" dir="auto">{{ name() }}</strong>
      }
      <span class="quote-text" dir="auto">{{ text() }}</span>
    </button>
  `,
  styleUrl: './message-quote.scss',
})
export class MessageQuote {
  readonly name = input<string>('');
  readonly text = input.required<string>();
  readonly label = input.required<string>();
  readonly followed = output();
}
