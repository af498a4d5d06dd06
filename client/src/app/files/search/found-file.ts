import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FileFoundFragment } from '../../../generated/graphql';
import { Icon } from '../../ui/icon/icon';
import { Snippet } from '../../ui/snippet/snippet';
import { snippetText } from '../../ui/snippet/snippet.rules';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { FileIcon } from '../node/file-icon';
import { lookOf } from '../node/file-look.rules';
import { SizePipe } from '../node/size-pipe';
import { PlacesStore } from '../places/places.store';

/** A file that fits: its name, the place in it that does, whose it is, and the way to its folder. */
@Component({
  selector: 'app-found-file',
  imports: [DayAndTimePipe, FileIcon, Icon, RouterLink, SizePipe, Snippet, TranslocoPipe],
  templateUrl: './found-file.html',
  styleUrl: './found-file.scss',
})
export class FoundFile {
  private readonly places = inject(PlacesStore);

  readonly found = input.required<FileFoundFragment>();
  readonly opened = output();

  protected readonly file = computed(() => this.found().file);
  protected readonly look = computed(() => lookOf(this.file()));
  /** Whether it is the name itself that fits: then that is marked, and nothing beside it. */
  protected readonly isInName = computed(() => snippetText(this.found().snippet) === this.file().name);
  protected readonly isHome = computed(() => this.file().folder?.id === this.places.home()?.id);
}
