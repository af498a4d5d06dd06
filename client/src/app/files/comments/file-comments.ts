import { Component, computed, effect, inject, input, model, output, signal, untracked } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { Input } from '../../ui/field/field';
import { CommentDiscussion } from './comment-discussion';
import { CommentsStore } from './comments.store';
import { type PlaceInFile, wordsOf } from './place-in-file.rules';

/** What was said about a file and places in it, and where one says more. */
@Component({
  selector: 'app-file-comments',
  imports: [Button, CommentDiscussion, ErrorState, Icon, IconButton, Input, Skeleton, TranslocoPipe],
  providers: [CommentsStore],
  templateUrl: './file-comments.html',
  styleUrl: './file-comments.scss',
})
export class FileComments {
  private readonly texts = inject(TranslocoService);
  protected readonly errors = inject(SayError);
  protected readonly session = inject(Session);
  protected readonly store = inject(CommentsStore);

  readonly fileId = input.required<string>();
  /** The place that is spoken of; null for all of the file. */
  readonly place = model<PlaceInFile | null>(null);
  /** What kind of place can be pointed to where it is shown; null where it is not. */
  readonly offers = input<PlaceInFile['kind'] | null>(null);
  /** Somebody wants to point to the place where they are. */
  readonly placeWanted = output();
  /** Somebody wants to see the place that a comment is about. */
  readonly placeOpened = output<PlaceInFile>();

  protected readonly text = signal('');
  protected readonly busy = signal(false);
  protected readonly ready = computed(() => this.text().trim() !== '' && !this.busy());
  protected readonly placeWords = computed(() => {
    const place = this.place();
    if (!place) return null;
    this.texts.activeLang();
    const { key, at } = wordsOf(place);
    return this.texts.translate(key, { at });
  });
  private key = crypto.randomUUID();

  constructor() {
    effect(() => {
      const fileId = this.fileId();
      untracked(() => {
        this.store.show(fileId);
      });
    });
  }

  protected press(event: KeyboardEvent): void {
    // What shows the file closes with Escape; what is written would be lost with it.
    if (event.key === 'Escape' && this.text().trim() !== '') event.stopPropagation();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.send();
  }

  protected async send(): Promise<void> {
    if (!this.ready()) return;
    this.busy.set(true);
    // The same words sent twice, because no answer came, are one comment.
    const isSent = await this.store.add(this.text().trim(), this.place(), this.key);
    this.busy.set(false);
    if (!isSent) return;
    this.key = crypto.randomUUID();
    this.text.set('');
    this.place.set(null);
  }
}
