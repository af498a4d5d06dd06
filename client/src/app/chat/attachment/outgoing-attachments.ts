import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type OutgoingFile, mediaTypeOf } from '../../core/files/outgoing-file';
import { Uploads } from '../../core/files/uploads';
import { Icon } from '../../ui/icon/icon';
import { iconOf } from './attachment.rules';

/** Files of a message that is on its way, and how far they got. */
@Component({
  selector: 'app-outgoing-attachments',
  imports: [Icon, TranslocoPipe],
  template: `
    @for (file of rows(); track file.key) {
      <span class="file">
        <app-icon size="sm" [name]="file.icon" />
        <span class="name" dir="auto">{{ file.name }}</span>
        @if (file.share !== null) {
          <progress
            class="progress"
            max="1"
            [value]="file.share"
            [attr.aria-label]="'chat.file.sending' | transloco: { name: file.name }"
          ></progress>
        }
      </span>
    }
  `,
  styleUrl: './outgoing-attachments.scss',
})
export class OutgoingAttachments {
  private readonly uploads = inject(Uploads);

  readonly files = input.required<readonly OutgoingFile[]>();
  protected readonly rows = computed(() =>
    this.files().map((file) => {
      const { key, name, role, fileId } = file;
      const mediaType = mediaTypeOf(file);
      return {
        ...{ key, name },
        icon: role === 'VOICE' ? ('microphone' as const) : iconOf(kindOf(mediaType), mediaType),
        share: fileId === undefined ? (this.uploads.stateOf(key)?.share ?? 0) : null,
      };
    }),
  );
}

const kindOf = (type: string): string => type.split('/')[0]?.toUpperCase() ?? '';
