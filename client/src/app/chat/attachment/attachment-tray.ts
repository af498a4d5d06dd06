import { Component, DestroyRef, computed, effect, inject, input, untracked } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type OutgoingFile, mediaTypeOf, sizeOf } from '../../core/files/outgoing-file';
import { Uploads } from '../../core/files/uploads';
import { Languages } from '../../core/i18n/i18n';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { iconOf, sizeText } from './attachment.rules';
import { PickedFiles } from './picked-files';

const kinds: Readonly<Record<string, string>> = {
  image: 'IMAGE',
  video: 'VIDEO',
  audio: 'AUDIO',
  text: 'DOCUMENT',
};

/** What goes with the next message: each file with how far it got, words under it, and a way to leave it out. */
@Component({
  selector: 'app-attachment-tray',
  imports: [Icon, IconButton, TranslocoPipe],
  templateUrl: './attachment-tray.html',
  styleUrl: './attachment-tray.scss',
})
export class AttachmentTray {
  private readonly uploads = inject(Uploads);
  private readonly languages = inject(Languages);
  protected readonly picked = inject(PickedFiles);

  /** Where they were chosen. */
  readonly placeId = input.required<string>();
  readonly files = input.required<readonly OutgoingFile[]>();

  private readonly previews = new Map<string, string>();
  protected readonly rows = computed(() =>
    this.files().map((file) => {
      const { key, name, caption } = file;
      const mediaType = mediaTypeOf(file);
      const [family = ''] = mediaType.split('/');
      return {
        ...{ key, name, caption },
        preview: family === 'image' ? this.previewOf(file) : null,
        icon: iconOf(kinds[family] ?? 'OTHER', mediaType),
        size: sizeText(sizeOf(file), this.languages.current()),
        upload: this.uploads.stateOf(key),
      };
    }),
  );

  constructor() {
    effect(() => {
      const keys = new Set(this.files().map(({ key }) => key));
      untracked(() => {
        for (const key of this.previews.keys()) if (!keys.has(key)) this.forget(key);
      });
    });
    inject(DestroyRef).onDestroy(() => {
      for (const key of [...this.previews.keys()]) this.forget(key);
    });
  }

  protected write(key: string, { target }: Event): void {
    if (target instanceof HTMLInputElement) this.picked.caption(this.placeId(), key, target.value);
  }

  private previewOf({ key, blob, kept }: OutgoingFile): string | null {
    if (blob === null) return kept?.picture ?? null;
    const known = this.previews.get(key) ?? URL.createObjectURL(blob);
    this.previews.set(key, known);
    return known;
  }

  private forget(key: string): void {
    URL.revokeObjectURL(this.previews.get(key) ?? '');
    this.previews.delete(key);
  }
}
