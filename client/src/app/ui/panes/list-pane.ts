import { Component, inject, input } from '@angular/core';
import { PaneLayout } from './pane-layout';

/** The inside of a list: its title with `[paneActions]`, `[paneSearch]` that stays, and rows that scroll. */
@Component({
  selector: 'app-list-pane',
  template: `
    <header class="head">
      @if (layout.phone()) {
        <h1 class="title">{{ heading() }}</h1>
      } @else {
        <h2 class="title">{{ heading() }}</h2>
      }
      <ng-content select="[paneActions]" />
    </header>
    <div class="search"><ng-content select="[paneSearch]" /></div>
    <div class="body"><ng-content /></div>
    <ng-content select="[paneFoot]" />
  `,
  styleUrl: './list-pane.scss',
})
export class ListPane {
  protected readonly layout = inject(PaneLayout);

  readonly heading = input.required<string>();
}
