import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { PollInput } from '../../../generated/graphql';
import { Check } from '../../ui/check/check';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { IconButton } from '../../ui/icon-button/icon-button';
import { writtenAnswers } from './poll.rules';

const answersAtMost = 20;
const ends = ['open', 'hour', 'day', 'week', 'pick'] as const;
type End = (typeof ends)[number];
const hours: Readonly<Record<'hour' | 'day' | 'week', number>> = { hour: 1, day: 24, week: 168 };

/** Puts a question; closes with it. */
@Component({
  selector: 'app-new-poll',
  imports: [Check, DialogDeed, DialogFrame, Field, IconButton, Input, TranslocoPipe],
  templateUrl: './new-poll.html',
  styleUrl: './new-poll.scss',
})
export class NewPoll {
  protected readonly dialog = inject<DialogRef<PollInput>>(DialogRef);

  protected readonly ends = ends;
  protected readonly question = signal(inject<string | undefined>(DIALOG_DATA) ?? '');
  protected readonly answers = signal<readonly string[]>(['', '']);
  protected readonly multiple = signal(false);
  protected readonly anonymous = signal(false);
  protected readonly end = signal<End>('open');
  protected readonly picked = signal('');
  protected readonly tried = signal(false);

  private readonly written = computed(() => writtenAnswers(this.answers()));
  protected readonly mayAdd = computed(() => this.answers().length < answersAtMost);
  private readonly closesAt = computed<Date | null>(() => {
    const end = this.end();
    if (end === 'open') return null;
    return end === 'pick' ? new Date(this.picked()) : new Date(Date.now() + hours[end] * 3_600_000);
  });
  protected readonly faults = computed(() => {
    const closesAt = this.closesAt();
    const late = this.end() === 'pick' && !(closesAt && closesAt.getTime() > Date.now());
    return {
      question: this.question().trim() === '' ? 'chat.poll.questionMissing' : '',
      answers: this.written().length < 2 ? 'chat.poll.answersMissing' : '',
      picked: late ? 'chat.poll.endMissing' : '',
    };
  });

  protected write(index: number, text: string): void {
    this.answers.update((answers) => answers.map((answer, at) => (at === index ? text : answer)));
    // There is always a line to go on with.
    if (index === this.answers().length - 1 && text.trim() !== '' && this.mayAdd()) {
      this.answers.update((answers) => [...answers, '']);
    }
  }

  protected drop(index: number): void {
    this.answers.update((answers) => answers.filter((_, at) => at !== index));
  }

  protected create(): void {
    this.tried.set(true);
    const { question, answers, picked } = this.faults();
    if (question || answers || picked) return;
    this.dialog.close({
      question: this.question().trim(),
      options: [...this.written()],
      multiple: this.multiple(),
      anonymous: this.anonymous(),
      closesAt: this.closesAt()?.toISOString() ?? null,
    });
  }
}
