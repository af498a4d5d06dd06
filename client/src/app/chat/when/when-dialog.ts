import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { Times } from '../time/times';
import { type MomentName, fieldsAt, instantIn, momentAt, offered } from './moments.rules';

/** What is asked for: a moment, and words where they belong to it. */
export interface WhenQuestion {
  readonly heading: string;
  readonly confirm: string;
  /** Moments that are offered by name; choosing one fills the fields. */
  readonly moments: readonly MomentName[];
  /** What stands in the fields first. */
  readonly at: Date;
  /** Words that are asked for beside it; left out where none are. */
  readonly words?: { readonly label: string; readonly text: string; readonly needed: boolean };
}

/** What was chosen. */
export interface WhenAnswer {
  readonly at: Date;
  readonly words: string;
}

/** Asks for a moment still to come: some by name, any by day and time of the viewer's own clock. */
@Component({
  selector: 'app-when-dialog',
  imports: [DialogDeed, DialogFrame, Field, Input, TranslocoPipe],
  templateUrl: './when-dialog.html',
  styleUrl: './when-dialog.scss',
})
export class WhenDialog {
  protected readonly dialog = inject<DialogRef<WhenAnswer>>(DialogRef);
  protected readonly question = inject<WhenQuestion>(DIALOG_DATA);
  protected readonly times = inject(Times);
  private readonly zone = this.times.timeZone() ?? 'UTC';
  private readonly opened = fieldsAt(this.question.at, this.zone);

  protected readonly date = signal(this.opened.date);
  protected readonly time = signal(this.opened.time);
  protected readonly words = signal(this.question.words?.text ?? '');
  protected readonly moments = offered(this.question.moments, this.times.now(), this.zone);
  /** Where the keyboard begins: at what stands in the fields, where that has a name. */
  protected readonly first = this.moments.find((name) => this.chosen(name)) ?? this.moments[0];
  protected readonly earliest = fieldsAt(this.times.now(), this.zone).date;

  protected readonly at = computed(() => instantIn(this.date(), this.time(), this.zone));
  protected readonly late = computed(() => {
    const at = this.at();
    return at !== null && at <= this.times.now();
  });
  protected readonly ready = computed(() => {
    const missing = this.question.words?.needed === true && this.words().trim() === '';
    return this.at() !== null && !this.late() && !missing;
  });

  private momentOf(name: MomentName): Date {
    return momentAt(name, this.times.now(), this.zone);
  }

  /** What a name leaves open: the hour of one that counts from now, the day of one that says its hour. */
  protected shown(name: MomentName): string {
    const at = this.momentOf(name);
    return name === 'tomorrow' || name === 'monday' ? this.times.shortDay(at) : this.times.moment(at);
  }

  protected choose(name: MomentName): void {
    const { date, time } = fieldsAt(this.momentOf(name), this.zone);
    this.date.set(date);
    this.time.set(time);
  }

  protected chosen(name: MomentName): boolean {
    const { date, time } = fieldsAt(this.momentOf(name), this.zone);
    return date === this.date() && time === this.time();
  }

  protected valueOf(event: Event): string {
    const { target } = event;
    return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : '';
  }

  protected confirm(): void {
    const at = this.at();
    if (at && this.ready()) this.dialog.close({ at, words: this.words().trim() });
  }
}
