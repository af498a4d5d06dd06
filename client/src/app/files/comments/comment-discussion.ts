import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { CommentItem } from './comment-item';
import { CommentsStore } from './comments.store';
import type { Discussion } from './discussion.rules';
import type { PlaceInFile } from './place-in-file.rules';

/** A comment, the answers to it, and where one answers; what is settled is folded. */
@Component({
  selector: 'app-comment-discussion',
  imports: [Button, CommentItem, Icon, Input, PluralPipe, TranslocoPipe],
  templateUrl: './comment-discussion.html',
  styleUrl: './comment-discussion.scss',
})
export class CommentDiscussion {
  protected readonly store = inject(CommentsStore);

  readonly discussion = input.required<Discussion>();
  readonly viewerId = input.required<string>();
  readonly placeOpened = output<PlaceInFile>();

  private readonly settled = computed(() => this.discussion().root.resolvedAt !== null);
  protected readonly unfolded = linkedSignal(() => !this.settled());
  protected readonly answering = signal(false);
  protected readonly text = signal('');
  protected readonly busy = signal(false);
  protected readonly ready = computed(() => this.text().trim() !== '' && !this.busy());
  private key = crypto.randomUUID();

  protected press(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      // What shows the file closes with Escape; here it is the answer that is given up.
      event.stopPropagation();
      if (this.text().trim() === '') this.answering.set(false);
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.send();
  }

  protected async send(): Promise<void> {
    if (!this.ready()) return;
    this.busy.set(true);
    // The same words sent twice, because no answer came, are one answer.
    const isSent = await this.store.answer(this.discussion().root, this.text().trim(), this.key);
    this.busy.set(false);
    if (!isSent) return;
    this.key = crypto.randomUUID();
    this.text.set('');
    this.answering.set(false);
    this.unfolded.set(true);
  }
}
