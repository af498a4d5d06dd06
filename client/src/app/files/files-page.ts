import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { SayError } from '../core/errors/say-error';
import { Button } from '../ui/button/button';
import { EmptyState } from '../ui/empty-state/empty-state';
import { ErrorState } from '../ui/error-state/error-state';
import { Icon } from '../ui/icon/icon';
import { IconButton } from '../ui/icon-button/icon-button';
import { Panes } from '../ui/panes/panes';
import { SheetHeader } from '../ui/panes/sheet-header';
import { Segmented } from '../ui/segmented/segmented';
import { Skeleton } from '../ui/skeleton/skeleton';
import { BulkBar } from './content/bulk-bar';
import type { KeyDeed } from './content/content-keys';
import { ContentStore } from './content/content.store';
import { ContentView, type ViewKind } from './content/content-view';
import { FilterBar } from './content/filter-bar';
import { Selection } from './content/selection';
import { DetailsPanel } from './details/details-panel';
import { FileDeeds } from './deeds/file-deeds';
import { type MenuDeed, possibleWith } from './deeds/deeds.rules';
import { type FileNode, isFile } from './node/file-node';
import { type DroppedFile, filesOfInput } from './upload/dropped-files';
import { DropZone } from './upload/drop-zone';
import { UploadDoor } from './upload/upload-door';
import { OwnSignals } from './places/own-signals';
import { type Place, isOwnList } from './places/place';
import { PlacesList } from './places/places-list';
import { PlacesStore } from './places/places.store';
import { PreviewOpener } from './preview/preview-opener';

const STORED_VIEW = 'parley.files.view';

/** Files and folders: the places, and what is in the one that is chosen. */
@Component({
  selector: 'app-files-page',
  imports: [
    BulkBar,
    Button,
    ContentView,
    DetailsPanel,
    DropZone,
    EmptyState,
    ErrorState,
    FilterBar,
    Icon,
    IconButton,
    MatMenuModule,
    Panes,
    PlacesList,
    RouterLink,
    Segmented,
    SheetHeader,
    Skeleton,
    TranslocoPipe,
  ],
  providers: [ContentStore, FileDeeds, OwnSignals, PlacesStore, Selection],
  templateUrl: './files-page.html',
  styleUrl: './files-page.scss',
})
export class FilesPage {
  private readonly router = inject(Router);
  private readonly texts = inject(TranslocoService);
  private readonly errors = inject(SayError);
  private readonly deeds = inject(FileDeeds);
  private readonly preview = inject(PreviewOpener);
  private readonly door = inject(UploadDoor);
  protected readonly places = inject(PlacesStore);
  protected readonly store = inject(ContentStore);
  protected readonly selection = inject(Selection);

  /** `mine` or one of the viewer's own lists, from the address. */
  readonly place = input<string>();
  readonly folderId = input<string>();

  protected readonly detailsOf = linkedSignal<Place | null, string | null>({
    source: () => this.shown(),
    computation: () => null,
  });
  protected readonly view = signal<ViewKind>(localStorage.getItem(STORED_VIEW) === 'list' ? 'list' : 'grid');
  protected readonly views = computed(() => {
    this.texts.activeLang();
    return (['grid', 'list'] as const).map((value) => ({
      value,
      label: this.texts.translate(`files.view.${value}`),
    }));
  });
  protected readonly shown = computed<Place | null>(() => {
    const [place, folderId] = [this.place(), this.folderId()];
    if (folderId) return { kind: 'folder', id: folderId };
    if (isOwnList(place)) return { kind: place };
    const home = this.places.home();
    if (home) return { kind: 'folder', id: home.id };
    // Who has no folder of their own begins with what they used.
    return this.places.loading() || this.places.error() ? null : { kind: 'recent' };
  });
  /** On a phone `/files` is the list of places. */
  protected readonly phonePane = computed(() => {
    if (this.detailsOf() !== null) return 'side';
    return this.place() || this.folderId() ? 'sheet' : 'list';
  });
  protected readonly path = computed(() => this.store.folder()?.path ?? []);
  protected readonly above = computed(() => {
    const path = this.path();
    const here = this.store.folder()?.id;
    return path.filter(({ id }) => id !== here);
  });
  protected readonly rootId = computed(() => this.path()[0]?.id ?? this.store.folder()?.id ?? null);
  protected readonly heading = computed(() => {
    this.texts.activeLang();
    const place = this.shown();
    if (place && place.kind !== 'folder') return this.texts.translate(`files.list.${place.kind}`);
    const folder = this.store.folder();
    return folder ? this.nameOf(folder) : this.texts.translate('files.title');
  });
  protected readonly emptyText = computed(() => {
    if (this.store.isNarrowed()) return 'files.empty.narrowed';
    return `files.empty.${this.shown()?.kind ?? 'folder'}`;
  });

  constructor() {
    this.door.open();
    effect(() => {
      this.store.show(this.shown());
    });
    effect(() => {
      localStorage.setItem(STORED_VIEW, this.view());
    });
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  protected nameOf({ id, name }: { readonly id: string; readonly name: string }): string {
    return id === this.places.home()?.id ? this.texts.translate('files.mine') : name;
  }

  protected newFolder(): void {
    const folder = this.store.folder();
    if (folder) this.deeds.createFolder(folder.id);
  }

  protected take(input: HTMLInputElement): void {
    const files = filesOfInput(input);
    input.value = '';
    this.upload(files);
  }

  protected upload(files: readonly DroppedFile[]): void {
    const folder = this.store.folder();
    if (folder && files.length > 0) void this.door.take(files, folder.id);
  }

  protected open(node: FileNode): void {
    if (this.store.place()?.kind === 'trash') return;
    if (!isFile(node)) void this.router.navigate(['/files/folder', node.id]);
    else {
      // From it one goes on to the files beside it.
      const files = this.store.nodes().filter(isFile);
      void this.preview.open({ files, index: files.indexOf(node) });
    }
  }

  protected pressed(key: KeyDeed): void {
    const nodes = this.selection.nodes();
    const can = possibleWith(nodes, this.store.place()?.kind === 'trash');
    if (key === 'up') this.back();
    else if (key === 'open' && nodes[0]) this.open(nodes[0]);
    else if (key === 'rename' && can.rename) this.perform('rename');
    else if (key === 'remove' && (can.trash || can.restore)) this.perform(can.trash ? 'trash' : 'forever');
  }

  protected perform(deed: MenuDeed): void {
    const nodes = this.selection.nodes();
    const [node] = nodes;
    if (!node) return;
    if (deed === 'open') this.open(node);
    else if (deed === 'details') this.detailsOf.set(node.id);
    else this.deeds.perform(deed, nodes);
  }

  /** To the folder above, from a root to the places. */
  protected back(): void {
    const above = this.above().at(-1);
    void (above ? this.router.navigate(['/files/folder', above.id]) : this.router.navigateByUrl('/files'));
  }
}
