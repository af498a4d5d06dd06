import { Component, booleanAttribute, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../icon/icon';
import { IconButton } from '../icon-button/icon-button';
import { PaneLayout } from './pane-layout';

/** The head of a sheet: back on a phone, its icon or `[headerLead]`, the page's one h1 with what stands behind it, `[headerEnd]`. */
@Component({
  selector: 'app-sheet-header',
  imports: [Icon, IconButton, TranslocoPipe],
  template: `
    @if (withBack()) {
      <button
        class="back"
        appIconButton
        icon="arrow-left"
        type="button"
        [label]="'ui.back' | transloco"
        (click)="back.emit()"
      ></button>
    }
    <button
      class="fold"
      appIconButton
      icon="sidebar-simple"
      keys="Control+B"
      type="button"
      [label]="'ui.foldList' | transloco"
      [attr.aria-pressed]="layout.listFolded()"
      (click)="layout.fold()"
    ></button>
    @if (icon(); as name) {
      <app-icon class="lead" [name]="name" />
    }
    <ng-content select="[headerLead]" />
    <h1 class="title">
      <bdi>{{ heading() }}</bdi>
    </h1>
    <ng-content />
    <span class="end"><ng-content select="[headerEnd]" /></span>
  `,
  styleUrl: './sheet-header.scss',
  host: { class: 'app-sheet-header' },
})
export class SheetHeader {
  protected readonly layout = inject(PaneLayout);

  readonly heading = input.required<string>();
  /** What the list of pages shows beside its name. */
  readonly icon = input<IconName | null>(null);
  readonly withBack = input(false, { transform: booleanAttribute });
  readonly back = output();
}
