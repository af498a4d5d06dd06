import { Component, input } from '@angular/core';

/** A line across the history: a new day, or where unread messages begin. */
@Component({
  selector: 'app-message-separator',
  template: `
    <div
      class="separator"
      role="separator"
      [class.separator-new]="tone() === 'new'"
      [attr.aria-label]="label()"
    >
      <span>{{ label() }}</span>
    </div>
  `,
  styleUrl: './message-separator.scss',
})
export class MessageSeparator {
  readonly label = input.required<string>();
  readonly tone = input<'day' | 'new'>('day');
}
