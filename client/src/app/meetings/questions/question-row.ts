import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { QuestionDeeds } from './question-deeds';
import type { ListedQuestion } from './question-list.rules';

/** One question: what is asked, how many want to know, the answer, and what can be done with it. */
@Component({
  selector: 'app-question-row',
  imports: [Button, Field, Icon, IconButton, Input, PluralPipe, TranslocoPipe],
  templateUrl: './question-row.html',
  styleUrl: './question-row.scss',
})
export class QuestionRow {
  protected readonly deeds = inject(QuestionDeeds);

  readonly question = input.required<ListedQuestion>();
  readonly viewerId = input.required<string>();
  /** Whether the viewer supports questions here, and whether they answer them. */
  readonly votes = input.required<boolean>();
  readonly answers = input.required<boolean>();

  protected readonly isOwn = computed(() => this.question().author?.id === this.viewerId());
  protected readonly writing = signal(false);

  protected toggle(): void {
    void this.deeds.support(this.question().id, !this.question().viewerVoted);
  }

  protected markAnswered(): void {
    void this.deeds.answer(this.question().id, null);
  }

  protected dismiss(): void {
    void this.deeds.dismiss(this.question().id);
  }

  protected async write(event: Event, text: string): Promise<void> {
    event.preventDefault();
    if (await this.deeds.answer(this.question().id, text)) this.writing.set(false);
  }
}
