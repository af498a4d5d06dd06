import { Component, type ElementRef, computed, effect, inject, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Languages } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toast/toasts';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { FileIcon } from '../node/file-icon';
import { lookOfMedia } from '../node/file-look.rules';
import { sizeText } from '../node/file-words.rules';
import { type RowDeed, offeredFor, signOf } from './row-deeds';
import { TrayRows } from './tray-rows';
import { type UploadRow, isOver } from './upload-row';

/** How long everything that arrived is still shown, in milliseconds. */
const LEAVES_MS = 10_000;

/** Files on their way, wherever one looks meanwhile: how far each is, and what can be done about it. */
@Component({
  selector: 'app-upload-tray',
  imports: [FileIcon, Icon, IconButton, TranslocoPipe],
  templateUrl: './upload-tray.html',
  styleUrl: './upload-tray.scss',
  host: {
    '(pointerenter)': 'held.set(true)',
    '(pointerleave)': 'held.set(false)',
    '(focusin)': 'held.set(true)',
    '(focusout)': 'held.set(false)',
  },
})
export class UploadTray {
  private readonly languages = inject(Languages);
  private readonly router = inject(Router);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  protected readonly rows = inject(TrayRows);

  private readonly chooser = viewChild.required<ElementRef<HTMLInputElement>>('chooser');
  private wanted: string | null = null;
  protected readonly folded = signal(false);
  protected readonly over = computed(() => this.rows.all().filter(isOver).length);
  protected readonly canPause = computed(() =>
    this.rows.all().some(({ phase }) => phase === 'sending' || phase === 'waiting'),
  );
  protected readonly canResume = computed(() => this.rows.all().some(({ phase }) => phase === 'paused'));

  protected readonly offeredFor = offeredFor;
  protected readonly signOf = signOf;
  /** Whether somebody is about to use it. */
  protected readonly held = signal(false);
  private readonly isAllThere = computed(() => {
    const rows = this.rows.all();
    return rows.length > 0 && rows.every(({ phase }) => phase === 'done' || phase === 'unscanned');
  });

  protected readonly lookOf = ({ mediaType }: UploadRow) => lookOfMedia(mediaType);

  constructor() {
    // What is below it is wanted again; what failed or is locked away stays until somebody has seen it.
    effect((onCleanup) => {
      if (!this.isAllThere() || this.held()) return;
      const leaving = setTimeout(() => {
        this.rows.tidy();
      }, LEAVES_MS);
      onCleanup(() => {
        clearTimeout(leaving);
      });
    });
  }

  protected percent({ sent, size }: UploadRow): string {
    const format = new Intl.NumberFormat(this.languages.current(), { style: 'percent' });
    return format.format(size === 0 ? 0 : Math.floor((sent / size) * 100) / 100);
  }

  protected wordsFor(row: UploadRow): string {
    if (row.reason !== null && row.phase !== 'sending') return row.reason;
    if (row.phase !== 'sending') return this.texts.translate(`files.upload.phase.${row.phase}`);
    const language = this.languages.current();
    const far = this.texts.translate('files.roomOf', {
      used: sizeText(row.sent, language),
      quota: sizeText(row.size, language),
    });
    const left = this.timeLeft(row);
    return left === null ? far : `${far} · ${left}`;
  }

  protected perform(deed: RowDeed, row: UploadRow): void {
    if (deed === 'pause') this.rows.pause(row);
    else if (deed === 'choose') this.choose(row);
    else if (deed === 'show' || deed === 'toChannel') void this.router.navigateByUrl(placeOf(row));
    else this.rows.resume(row);
  }

  private choose({ key }: UploadRow): void {
    this.wanted = key;
    this.chooser().nativeElement.click();
  }

  protected chosen(input: HTMLInputElement): void {
    const [file] = input.files ?? [];
    const key = this.wanted;
    input.value = '';
    if (!file || key === null) return;
    const row = this.rows.all().find((each) => each.key === key);
    if (this.rows.supply(key, file) || !row) return;
    this.toasts.failed(this.texts.translate('files.upload.another', { name: row.name }));
  }

  private timeLeft({ secondsLeft }: UploadRow): string | null {
    if (secondsLeft === null) return null;
    const unit = secondsLeft < 60 ? 'second' : secondsLeft < 5_400 ? 'minute' : 'hour';
    const seconds = { second: 1, minute: 60, hour: 3_600 }[unit];
    const format = new Intl.NumberFormat(this.languages.current(), {
      style: 'unit',
      unit,
      unitDisplay: 'long',
    });
    return this.texts.translate('files.upload.left', {
      time: format.format(Math.max(1, Math.round(secondsLeft / seconds))),
    });
  }
}

/** Where it went; what was shared alone has no folder that one sees. */
function placeOf({ folderId, channelId }: UploadRow): string {
  if (channelId !== undefined) return `/chat/${channelId}`;
  return folderId ? `/files/folder/${folderId}` : '/files/recent';
}
