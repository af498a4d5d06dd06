import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type Observable, map, of, switchMap } from 'rxjs';
import { FileItemFragmentDoc } from '../../../generated/graphql';
import { ContentPass } from '../../core/files/content-pass';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { FileIcon } from '../node/file-icon';
import { lookOf } from '../node/file-look.rules';
import { type FileItem, isOpen, mayDownload } from '../node/file-node';
import { FileThumb } from '../node/file-thumb';
import { saveFile } from '../node/save-file';
import { SizePipe } from '../node/size-pipe';
import { previewOf } from './preview.rules';
import { TextPreview } from './text-preview';

/** What is looked at, and with which file one begins. */
export interface PreviewData {
  readonly files: readonly FileItem[];
  readonly index: number;
}

const LARGEST = 8;
const STEP = 1.5;

/** One file as large as the window, and the ways to those beside it. */
@Component({
  selector: 'app-preview-dialog',
  imports: [Button, FileIcon, FileThumb, Icon, IconButton, SizePipe, TextPreview, TranslocoPipe],
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
    if (!file || isOpen(file)) return 'files.preview.none';
    return `files.scan.${file.scan}`;
  });

  protected readonly lookOf = lookOf;

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
    const taken = (event.target as HTMLElement).closest('video, audio, pre') !== null || this.zoom() > 1;
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
