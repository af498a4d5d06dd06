import { Component, computed, inject, output, signal, viewChild } from '@angular/core';
import { MatMenuModule, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../../ui/icon/icon';
import { type Possible, possibleWith } from '../deeds/deeds.rules';
import { ContentStore } from './content.store';
import { Selection } from './selection';

/** What is done with what is chosen, by the name of its text. */
export type MenuDeed =
  | 'open'
  | 'download'
  | 'rename'
  | 'move'
  | 'tag'
  | 'favourite'
  | 'unfavourite'
  | 'trash'
  | 'restore'
  | 'forever';

interface Entry {
  readonly deed: MenuDeed;
  readonly icon: IconName;
  readonly key?: string;
}

/** What is offered for what is possible, in order. */
export function entriesFor(can: Possible): readonly Entry[] {
  const marks: Entry = can.isFavourite
    ? { deed: 'unfavourite', icon: 'star-fill' }
    : { deed: 'favourite', icon: 'star' };
  const offered: readonly (readonly [boolean, Entry])[] = [
    [can.open, { deed: 'open', icon: 'eye', key: 'Enter' }],
    [can.download, { deed: 'download', icon: 'download-simple' }],
    [can.rename, { deed: 'rename', icon: 'cursor-text', key: 'F2' }],
    [can.move, { deed: 'move', icon: 'arrow-bend-up-right' }],
    [can.tag, { deed: 'tag', icon: 'tag' }],
    [can.favourite, marks],
    [can.trash, { deed: 'trash', icon: 'trash', key: 'Delete' }],
    [can.restore, { deed: 'restore', icon: 'arrow-counter-clockwise' }],
    [can.restore, { deed: 'forever', icon: 'trash', key: 'Delete' }],
  ];
  return offered.flatMap(([possible, entry]) => (possible ? [entry] : []));
}

/** The menu of what is chosen, opened where the pointer is or below a button. */
@Component({
  selector: 'app-content-menu',
  imports: [Icon, MatMenuModule, TranslocoPipe],
  template: `
    <span
      class="anchor"
      [style.left.px]="at().x"
      [style.top.px]="at().y"
      [matMenuTriggerFor]="menu"
      (menuClosed)="focusBack()"
    ></span>
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
