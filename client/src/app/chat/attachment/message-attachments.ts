import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { MessageAttachmentFragment } from '../../../generated/graphql';
import { ContentPass } from '../../core/files/content-pass';
import { posterOf } from '../../core/files/poster';
import { Dialogs } from '../../ui/dialog/dialogs';
import { SoundPlayer } from '../voice/sound-player';
import {
  type ShownAttachment,
  boxOf,
  groupAttachments,
  isPaired,
  pictureOf,
  playedOf,
  safetyOf,
} from './attachment.rules';
import { BeingChecked } from './being-checked';
import { ContentImage } from './content-image';
import { FileCard } from './file-card';

/** How wide a picture stands beside others, in CSS pixels. */
const TILE = 160;

/** The files of one message: pictures and films in their own shape, sounds to be heard, everything else as a card. */
@Component({
  selector: 'app-message-attachments',
  imports: [BeingChecked, ContentImage, FileCard, SoundPlayer, TranslocoPipe],
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
  protected readonly voices = computed(() => this.groups().voices.map(heard));
  protected readonly sounds = computed(() => this.groups().sounds.map(heard));
  /** Several pictures stand side by side, each in a square. */
  protected readonly tiled = computed(() => this.groups().pictures.length > 1);

  /** Whether something that it showed is no longer there. */
  protected readonly isGone = computed(() => this.attachments().some(({ file }) => file === null));

  /** Two, or two times two. */
  protected readonly paired = computed(() => isPaired(this.groups().pictures.length));

  protected readonly box = boxOf;
  protected readonly tile = TILE;
  protected readonly pictureOf = pictureOf;
  protected readonly playedOf = playedOf;
  protected readonly posterOf = posterOf;
  protected readonly safetyOf = safetyOf;

  protected altOf({ file, caption }: ShownAttachment): string {
    return caption ?? this.texts.translate('chat.file.picture', { name: file.name });
  }

  protected async open(index: number): Promise<void> {
    const { Lightbox } = await import('./lightbox');
    const chosen = this.groups().pictures[index];
    const pictures = this.groups().pictures.filter(({ file }) => pictureOf(file) !== null);
    const at = pictures.findIndex((each) => each === chosen);
    if (at < 0) return;
    const data = { pictures, index: at, author: this.author() };
    this.dialogs.open(Lightbox, data, 'whole');
  }
}

/** What of a sound is played: what every browser plays, where that was made. */
const heard = ({ file, caption }: ShownAttachment): ShownAttachment => ({
  caption,
  file: { ...file, url: playedOf(file) },
});
