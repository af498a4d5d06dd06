import { Component, inject, input, viewChild } from '@angular/core';
import { MatMenu, MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SidebarItemFragment } from '../../../generated/graphql';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { SidebarPlaces } from './sidebar-places';

/** Where a conversation stands in the list: at the top, under a heading of one's own, or out of sight. */
@Component({
  selector: 'app-place-menu',
  exportAs: 'placeMenu',
  imports: [Icon, MatMenuModule, TranslocoPipe],
  template: `
    <mat-menu>
      <ng-template matMenuContent>
        <button
          mat-menu-item
          type="button"
          (click)="places.put(entry().channel.id, { favorite: !entry().favorite })"
        >
          <app-icon class="menu-icon" size="sm" [name]="entry().favorite ? 'star-fill' : 'star'" />{{
            (entry().favorite ? 'chat.place.unfavorite' : 'chat.place.favorite') | transloco
          }}
        </button>
        <button mat-menu-item type="button" [matMenuTriggerFor]="sections">
          <app-icon class="menu-icon" size="sm" name="list-bullets" />{{ 'chat.place.section' | transloco }}
        </button>
        <button
          mat-menu-item
          type="button"
          (click)="places.put(entry().channel.id, { hidden: !entry().hidden })"
        >
          <app-icon class="menu-icon" size="sm" [name]="entry().hidden ? 'eye' : 'eye-slash'" />{{
            (entry().hidden ? 'chat.place.show' : 'chat.place.hide') | transloco
          }}
        </button>
      </ng-template>
    </mat-menu>
    <mat-menu #sections="matMenu">
      @for (name of places.sections(); track name) {
        <button
          mat-menu-item
          type="button"
          [disabled]="entry().section === name"
          (click)="places.put(entry().channel.id, { section: name })"
        >
          <bdi>{{ name }}</bdi>
        </button>
      }
      @if (entry().section) {
        <button mat-menu-item type="button" (click)="places.put(entry().channel.id, { section: null })">
          {{ 'chat.place.noSection' | transloco }}
        </button>
      }
      <button mat-menu-item type="button" (click)="name()">
        <app-icon class="menu-icon" size="sm" name="plus" />{{ 'chat.place.newSection' | transloco }}
      </button>
    </mat-menu>
  `,
  styles: '.menu-icon { margin-inline-end: var(--space-3); vertical-align: middle; }',
})
export class PlaceMenu {
  private readonly dialogs = inject(Dialogs);
  protected readonly places = inject(SidebarPlaces);
  readonly entry = input.required<SidebarItemFragment>();
  /** What opens it is elsewhere. */
  readonly menu = viewChild.required(MatMenu);

  protected async name(): Promise<void> {
    const { id } = this.entry().channel;
    const { NewSection } = await import('./new-section');
    this.dialogs.open<string>(NewSection, undefined, 'question').closed.subscribe((section) => {
      if (section) this.places.put(id, { section });
    });
  }
}
