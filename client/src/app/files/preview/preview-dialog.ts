import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type Observable, map, of, switchMap } from 'rxjs';
import { FileItemFragmentDoc } from '../../../generated/graphql';
import { ContentPass } from '../../core/files/content-pass';
import { isOpen } from '../../core/files/scan.rules';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { FileComments } from '../comments/file-comments';
import type { PlaceInFile, Region } from '../comments/place-in-file.rules';
import { FileIcon } from '../node/file-icon';
import { lookOf } from '../node/file-look.rules';
import { type FileItem, mayDownload } from '../node/file-node';
import { FileThumb } from '../node/file-thumb';
import { saveFile } from '../node/save-file';
import { SizePipe } from '../node/size-pipe';
import { ShareWay } from '../sharing/share-way';
import { previewOf } from './preview.rules';
import { RegionMark } from './region-mark';
import { SoundPreview } from './sound-preview';
import { TextPreview } from './text-preview';
import { DialogTitle } from '../../ui/dialog/dialog-title';

/** What is looked at, and with which file one begins. */
export interface PreviewData {
  readonly files: readonly FileItem[];
  readonly index: number;
  /** The place that a comment is about: it is shown beside the comments. */
  readonly at?: PlaceInFile;
}

/** What one begins with where a part of a picture is to be marked. */
const MIDDLE: Region = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 };

const LARGEST = 8;
const STEP = 1.5;

/** One file as large as the window, and the ways to those beside it. */
@Component({
  selector: 'app-preview-dialog',
  imports: [
    DialogTitle,
    ...[Button, FileComments, FileIcon, FileThumb, Icon, IconButton, RegionMark, SizePipe],
    ...[ShareWay, SoundPreview, TextPreview, TranslocoPipe],
  ],
  templateUrl: './preview-dialog.html',
  styleUrl: './preview-dialog.scss',
  host: { '(keydown)': 'press($event)' },
})
export class PreviewDialog {
  private readonly apollo = inject(Apollo);
  private readonly data = inject<PreviewData>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);
  protected readonly pass = inject(ContentPass);

  protected readonly index = signal(this.data.index);
  protected readonly count = this.data.files.length;
  /** As it is by now: what is scanned or drawn meanwhile shows without being opened again. */
  private readonly followed = toSignal(
    toObservable(this.index).pipe(switchMap((index) => this.follow(index))),
  );
  protected readonly file = computed(() => {
    const [opened, followed] = [this.data.files[this.index()], this.followed()];
    return followed?.id === opened?.id ? followed : opened;
  });
  protected readonly preview = computed(() => {
    const file = this.file();
    return file ? previewOf(file) : { kind: 'none' as const };
  });
  /** How many times larger than what fits. */
  protected readonly zoom = linkedSignal({ source: this.index, computation: () => 1 });
  protected readonly mayDownload = computed(() => {
    const file = this.file();
    return file !== undefined && mayDownload(file);
  });
  protected readonly why = computed(() => {
    const file = this.file();
    if (file && isOpen(file) && file.viewerWatermark !== null) return 'files.preview.watermarkNone';
    if (!file || isOpen(file)) return 'files.preview.none';
    return `files.scan.${file.scan}`;
  });

  protected readonly lookOf = lookOf;

  /** Whether the comments stand beside it. */
  protected readonly talking = signal(this.data.at !== undefined);
  /** The place that a new comment is about. */
  protected readonly place = linkedSignal<number, PlaceInFile | null>({
    source: this.index,
    computation: () => null,
  });
  /** The place of a comment that somebody wants to see. */
  private readonly visited = linkedSignal<number, PlaceInFile | null>({
    source: this.index,
    computation: (index) => (index === this.data.index ? (this.data.at ?? null) : null),
  });
  private readonly film = viewChild<ElementRef<HTMLMediaElement>>('media');
  private readonly sound = viewChild(SoundPreview);
  private readonly pages = viewChild<ElementRef<HTMLElement>>('pages');
  /** What kind of place can be pointed to. */
  protected readonly offers = computed(() => {
    const preview = this.preview();
    if (preview.kind === 'image') return preview.width && preview.height ? 'region' : null;
    if (preview.kind === 'pages') return 'page';
    return preview.kind === 'video' || preview.kind === 'audio' ? 'moment' : null;
  });
  protected readonly marked = computed(() => {
    const place = this.place() ?? this.visited();
    return place?.kind === 'region' ? place.region : null;
  });

  constructor() {
    effect(() => {
      const [place, film, sound, pages] = [this.visited(), this.film(), this.sound(), this.pages()];
      if (place?.kind === 'moment' && film) film.nativeElement.currentTime = place.seconds;
      if (place?.kind === 'moment') untracked(() => sound?.goTo(place.seconds));
      if (place?.kind !== 'page' || !pages) return;
      pages.nativeElement.querySelector(`[data-page="${String(place.page)}"]`)?.scrollIntoView();
    });
  }

  /** Points to where one is. */
  protected point(): void {
    const kind = this.offers();
    if (kind === 'region') this.draw(MIDDLE);
    else if (kind === 'page') this.place.set({ kind, page: this.pageInView() });
    else if (kind === 'moment') {
      this.place.set({ kind, seconds: this.film()?.nativeElement.currentTime ?? this.sound()?.at() ?? 0 });
    }
  }

  protected draw(region: Region): void {
    this.place.set({ kind: 'region', region });
  }

  protected visit(place: PlaceInFile): void {
    // Again, too, when one has gone elsewhere since.
    this.visited.set({ ...place });
  }

  /** The page of which most is seen at the top. */
  private pageInView(): number {
    const view = this.pages()?.nativeElement;
    const middle = (view?.getBoundingClientRect().top ?? 0) + (view?.clientHeight ?? 0) / 2;
    const shown = [...(view?.querySelectorAll<HTMLElement>('[data-page]') ?? [])];
    const found = shown.find((page) => page.getBoundingClientRect().bottom > middle);
    return Number(found?.dataset['page'] ?? 1);
  }

  private follow(index: number): Observable<FileItem | undefined> {
    const id = this.data.files[index]?.id;
    if (id === undefined) return of(undefined);
    const from = { __typename: 'File', id };
    return this.apollo
      .watchFragment({ fragment: FileItemFragmentDoc, fragmentName: 'FileItem', from })
      .pipe(map(({ data, dataState }) => (dataState === 'complete' ? data : undefined)));
  }

  protected step(by: number): void {
    this.index.update((at) => (at + by + this.count) % this.count);
  }

  protected zoomBy(factor: number): void {
    this.zoom.update((zoom) => Math.min(LARGEST, Math.max(1, zoom * factor)));
  }

  protected larger(): void {
    this.zoomBy(STEP);
  }

  protected smaller(): void {
    this.zoomBy(1 / STEP);
  }

  protected save(): void {
    const file = this.file();
    if (file) saveFile(file);
  }

  protected wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoomBy(event.deltaY < 0 ? STEP : 1 / STEP);
  }

  protected press(event: KeyboardEvent): void {
    // Films and text have arrows of their own, and an enlarged picture is moved by them.
    const target = event.target as HTMLElement;
    if (target.closest('aside')) return;
    const taken = target.closest('video, input, pre') !== null || this.zoom() > 1;
    const rightToLeft = document.documentElement.dir === 'rtl';
    const [onward, back] = rightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    if (event.key === '+' || event.key === '=') this.larger();
    else if (event.key === '-') this.smaller();
    else if (event.key === '0') this.zoom.set(1);
    else if (!taken && this.count > 1 && event.key === onward) this.step(1);
    else if (!taken && this.count > 1 && event.key === back) this.step(-1);
    else return;
    event.preventDefault();
  }
}
