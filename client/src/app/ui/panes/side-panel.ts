import { Component, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { IconButton } from '../icon-button/icon-button';
import { PaneLayout } from './pane-layout';

/** The inside of a side panel: its title, `[panelActions]`, close, and what it shows. */
@Component({
  selector: 'app-side-panel',
  imports: [IconButton, TranslocoPipe],
  template: `
    <header class="head">
      @if (layout.phone()) {
        <h1 class="title">
          <bdi>{{ heading() }}</bdi>
        </h1>
      } @else {
        <h2 class="title">
          <bdi>{{ heading() }}</bdi>
        </h2>
      }
      <ng-content select="[panelActions]" />
      <button
        appIconButton
        icon="x"
        type="button"
        [label]="'ui.close' | transloco"
        (click)="closed.emit()"
      ></button>
    </header>
    <ng-content />
  `,
  styleUrl: './side-panel.scss',
})
export class SidePanel {
  protected readonly layout = inject(PaneLayout);

  readonly heading = input.required<string>();
  readonly closed = output();
}
