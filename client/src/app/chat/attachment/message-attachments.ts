import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { MessageAttachmentFragment } from '../../../generated/graphql';
import { ContentPass } from '../../core/files/content-pass';
import { Dialogs } from '../../ui/dialog/dialogs';
import { SoundPlayer } from '../voice/sound-player';
import { type ShownAttachment, boxOf, groupAttachments, isPaired } from './attachment.rules';
import { ContentImage } from './content-image';
import { FileCard } from './file-card';

/** The files of one message: pictures and films in their own shape, sounds to be heard, everything else as a card. */
@Component({
  selector: 'app-message-attachments',
  imports: [ContentImage, FileCard, SoundPlayer, TranslocoPipe],
  templateUrl: './message-attachments.html',
  styleUrl: './message-attachments.scss',
})
export class MessageAttachments {
  private readonly dialogs = inject(Dialogs);
  private readonly texts = inject(TranslocoService);
  protected readonly pass = inject(ContentPass);

  readonly attachments = input.required<readonly MessageAttachmentFragment[]>();
  /** Who sent them, for whoever looks at one of them alone. */
  readonly author = input('');

  protected readonly groups = computed(() => groupAttachments(this.attachments()));
  /** Several pictures stand side by side, each in a square. */
  protected readonly tiled = computed(() => this.groups().pictures.length > 1);

  /** Two, or two times two. */
  protected readonly paired = computed(() => isPaired(this.groups().pictures.length));

  protected readonly box = boxOf;

  protected altOf({ file, caption }: ShownAttachment): string {
    return caption ?? this.texts.translate('chat.file.picture', { name: file.name });
  }

  protected async open(index: number): Promise<void> {
    const { Lightbox } = await import('./lightbox');
    const data = { pictures: this.groups().pictures, index, author: this.author() };
    this.dialogs.open(Lightbox, data, 'whole');
  }
}
