import { Component, computed, inject, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { type MenuDeed, entriesFor, possibleWith } from '../deeds/deeds.rules';
import { ContentStore } from './content.store';
import { Selection } from './selection';

/** How many are chosen and what can be done with all of them; it takes the place of the filters. */
@Component({
  selector: 'app-bulk-bar',
  imports: [Button, Icon, IconButton, PluralPipe, TranslocoPipe],
  template: `
    <button
      appIconButton
      type="button"
      icon="x"
      keys="Escape"
      [label]="'files.choose.none' | transloco"
      (click)="selection.clear()"
    ></button>
    <span class="count" role="status">{{ 'files.choose.count' | plural: selection.count() }}</span>
    @for (entry of entries(); track entry.deed) {
      <button appButton="quiet" small type="button" (click)="chosen.emit(entry.deed)">
        <app-icon size="sm" [name]="entry.icon" /><span class="word">{{
          'files.deed.' + entry.deed | transloco
        }}</span>
      </button>
    }
  `,
  styleUrl: './bulk-bar.scss',
})
export class BulkBar {
  protected readonly selection = inject(Selection);
  private readonly store = inject(ContentStore);

  readonly chosen = output<MenuDeed>();

  protected readonly entries = computed(() => {
    const can = possibleWith(this.selection.nodes(), this.store.place()?.kind === 'trash');
    // What is seldom wanted stands in the menu alone.
    return entriesFor({ ...can, activity: false });
  });
}
