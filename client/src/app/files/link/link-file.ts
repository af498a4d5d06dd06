import { Component, computed, input, resource } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LinkEntryFragment } from '../../../generated/graphql';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { FileIcon } from '../node/file-icon';
import { lookOfType } from '../node/file-look.rules';
import { saveFile } from '../node/save-file';
import { SizePipe } from '../node/size-pipe';

/** What is longer is not laid out in a page, in bytes. */
const LONGEST_TEXT = 1_000_000;

/** A file that a link opens: what can be shown of it, and its bytes where the link gives them. */
@Component({
  selector: 'app-link-file',
  imports: [Button, FileIcon, Icon, SizePipe, TranslocoPipe],
  templateUrl: './link-file.html',
  styleUrl: './link-file.scss',
})
export class LinkFile {
  readonly file = input.required<LinkEntryFragment>();

  protected readonly look = computed(() => lookOfType(this.file().kind ?? '', this.file().mediaType ?? ''));
  private readonly textUrl = computed(() => {
    const { kind, mediaType, size, url } = this.file();
    const isWords = kind === 'CODE' || /^text\/|json$|xml$/.test(mediaType ?? '');
    return isWords && size <= LONGEST_TEXT ? url : null;
  });
  protected readonly words = resource({
    params: () => this.textUrl() ?? undefined,
    loader: async ({ params, abortSignal }) => {
      const response = await fetch(params, { signal: abortSignal });
      return response.ok ? response.text() : '';
    },
  });
  protected readonly shown = computed(() => {
    const { kind, url, previewUrl } = this.file();
    if (this.textUrl() !== null) return { kind: 'text' } as const;
    if (url !== null && kind === 'VIDEO') return { kind: 'video', url } as const;
    if (url !== null && kind === 'AUDIO') return { kind: 'audio', url } as const;
    return previewUrl === null ? null : ({ kind: 'picture', url: previewUrl } as const);
  });

  protected save(): void {
    const { name, url } = this.file();
    if (url !== null) saveFile({ name, url });
  }
}
