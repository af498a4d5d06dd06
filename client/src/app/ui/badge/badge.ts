import { Component, input } from '@angular/core';

/** How many things wait for you. */
@Component({
  selector: 'app-badge',
  template: `{{ count() > 99 ? '99+' : count() }}`,
  styleUrl: './badge.scss',
})
export class Badge {
  readonly count = input.required<number>();
}
