import { Component, computed, inject, output, signal, viewChild } from '@angular/core';
import { MatMenuModule, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { type MenuDeed, entriesFor, possibleWith } from '../deeds/deeds.rules';
import { ContentStore } from './content.store';
import { Selection } from './selection';

/** The menu of what is chosen, opened where the pointer is or below a button. */
@Component({
  selector: 'app-content-menu',
  imports: [Icon, MatMenuModule, TranslocoPipe],
  template: `
    <button
      class="anchor"
      type="button"
      tabindex="-1"
      aria-hidden="true"
      [style.left.px]="at().x"
      [style.top.px]="at().y"
      [matMenuTriggerFor]="menu"
      (menuClosed)="focusBack()"
    ></button>
    <mat-menu #menu="matMenu">
      @for (entry of entries(); track entry.deed) {
        <button mat-menu-item type="button" (click)="chosen.emit(entry.deed)">
          <app-icon class="menu-icon" size="sm" [name]="entry.icon" />{{
            'files.deed.' + entry.deed | transloco
          }}
        </button>
      }
    </mat-menu>
  `,
  styleUrl: './content-menu.scss',
})
export class ContentMenu {
  private readonly store = inject(ContentStore);
  private readonly selection = inject(Selection);

  readonly chosen = output<MenuDeed>();

  private readonly trigger = viewChild.required(MatMenuTrigger);
  protected readonly at = signal({ x: 0, y: 0 });
  private opener: HTMLElement | null = null;
  protected readonly entries = computed(() =>
    entriesFor(possibleWith(this.selection.nodes(), this.store.place()?.kind === 'trash')),
  );

  open(at: { readonly x: number; readonly y: number }, opener: HTMLElement): void {
    this.opener = opener;
    this.at.set(at);
    // The anchor has to be there before the menu takes its place.
    requestAnimationFrame(() => {
      this.trigger().openMenu();
    });
  }

  protected focusBack(): void {
    this.opener?.focus();
  }
}
