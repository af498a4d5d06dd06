import { Component, booleanAttribute, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { ListItem } from '../../ui/list-item/list-item';
import { ListPane } from '../../ui/panes/list-pane';
import { ListSection } from '../../ui/panes/list-section';
import { SizePipe } from '../node/size-pipe';
import type { Place } from './place';
import { PlacesStore } from './places.store';

/** The list of places: one's own files and lists, the teams' folders, and how much room is taken. */
@Component({
  selector: 'app-places-list',
  imports: [Icon, IconButton, ListItem, ListPane, ListSection, RouterLink, SizePipe, TranslocoPipe],
  templateUrl: './places-list.html',
  styleUrl: './places-list.scss',
})
export class PlacesList {
  protected readonly store = inject(PlacesStore);

  readonly place = input.required<Place | null>();
  /** The folder at the top of the one on screen: in it one is. */
  readonly rootId = input<string | null>(null);
  /** Whether folders can be made in the place on screen. */
  readonly mayAdd = input(false);
  /** Whether the sheet looks through all of them. */
  readonly searching = input(false, { transform: booleanAttribute });
  readonly folderWanted = output();

  protected readonly lists = [
    { kind: 'shared', icon: 'users' },
    { kind: 'recent', icon: 'clock-counter-clockwise' },
    { kind: 'favourites', icon: 'star' },
    { kind: 'trash', icon: 'trash' },
  ] as const;
  protected readonly isHome = computed(() => this.isIn(this.store.home()?.id));
  protected readonly share = computed(() => {
    const [used, quota] = [this.store.used(), this.store.quota()];
    return used === null || !quota ? null : Math.min(1, used / quota);
  });

  protected isIn(folderId: string | undefined): boolean {
    return this.place()?.kind === 'folder' && folderId !== undefined && folderId === this.rootId();
  }
}
