import { NgTemplateOutlet } from '@angular/common';
import { Component, inject, input } from '@angular/core';
import { PaneLayout } from './pane-layout';

/** A part of a list: its heading with `[sectionTools]`, and its rows. */
@Component({
  selector: 'app-list-section',
  template: `
    <nav [attr.aria-label]="heading()">
      @if (layout.phone()) {
        <h2 class="head">{{ heading() }}<ng-container *ngTemplateOutlet="tools" /></h2>
      } @else {
        <h3 class="head">{{ heading() }}<ng-container *ngTemplateOutlet="tools" /></h3>
      }
      <ng-template #tools>
        <span class="tools"><ng-content select="[sectionTools]" /></span>
      </ng-template>
      <ul>
        <ng-content />
      </ul>
    </nav>
  `,
  styleUrl: './list-section.scss',
  imports: [NgTemplateOutlet],
})
export class ListSection {
  // A phone shows the list alone, so its title is the page's and each part comes right below it.
  protected readonly layout = inject(PaneLayout);

  readonly heading = input.required<string>();
}
