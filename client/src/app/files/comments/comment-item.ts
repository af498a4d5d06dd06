import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { MessageBody } from '../../ui/message-body/message-body';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { CommentsStore, type FileComment } from './comments.store';
import { type PlaceInFile, placeOf, wordsOf } from './place-in-file.rules';

/** One comment: who, when, about which place, what, whether it is settled, and what can be done with it. */
@Component({
  selector: 'app-comment-item',
  imports: [Avatar, Button, DayAndTimePipe, Icon, Input, MessageBody, TranslocoPipe],
  templateUrl: './comment-item.html',
  styleUrl: './comment-item.scss',
  host: { '[class.settled]': 'comment().resolvedAt !== null' },
})
export class CommentItem {
  private readonly dialogs = inject(Dialogs);
  private readonly texts = inject(TranslocoService);
  protected readonly store = inject(CommentsStore);

  readonly comment = input.required<FileComment>();
  readonly viewerId = input.required<string>();
  readonly ownerId = input.required<string | null>();
  readonly mayComment = input.required<boolean>();
  readonly placeOpened = output<PlaceInFile>();

  protected readonly editing = signal(false);
  protected readonly isMine = computed(() => this.comment().author?.id === this.viewerId());
  protected readonly mayRemove = computed(
    () => this.comment().deletedAt === null && (this.isMine() || this.ownerId() === this.viewerId()),
  );
  protected readonly name = computed(() => {
    this.texts.activeLang();
    const former = this.comment().deletedAt ? 'files.comments.nobody' : 'files.comments.former';
    return this.comment().author?.displayName ?? this.texts.translate(former);
  });
  protected readonly place = computed(() => placeOf(this.comment().anchor));
  protected readonly placeWords = computed(() => {
    const place = this.place();
    if (!place) return '';
    this.texts.activeLang();
    const { key, at } = wordsOf(place);
    return this.texts.translate(key, { at });
  });

  protected async keep(text: string): Promise<void> {
    const body = text.trim();
    if (body === '') return;
    if (body === this.comment().body || (await this.store.edit(this.comment(), body))) {
      this.editing.set(false);
    }
  }

  protected async remove(): Promise<void> {
    const sure = await firstValueFrom(
      this.dialogs.ask({
        title: this.texts.translate('files.comments.removeTitle'),
        text: this.texts.translate(
          this.comment().replyCount > 0 ? 'files.comments.removeAnswered' : 'files.comments.removeText',
        ),
        confirm: this.texts.translate('files.comments.remove'),
        danger: true,
      }),
    );
    if (sure) await this.store.remove(this.comment());
  }
}
