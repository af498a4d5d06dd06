import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChooseStatusDocument, type FollowedPresenceFragment } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Languages } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { EmojiPicker } from '../../ui/emoji-picker/emoji-picker';
import { Field, Input } from '../../ui/field/field';
import { Clock } from '../../ui/time/clock';
import { UntilTimePipe } from '../../ui/time/time-pipes';
import { type Until, untilAt } from '../../ui/time/until';
import { type Suggestion, statusEnds, suggestions } from './status.rules';

/** The end that a status has already, which stays unless another is chosen. */
type End = Until | 'kept';

/** What one is up to: an emoji, a few words, and until when. */
@Component({
  selector: 'app-status-dialog',
  imports: [Button, DialogFrame, EmojiPicker, Field, Input, TranslocoPipe, UntilTimePipe],
  templateUrl: './status-dialog.html',
  styleUrl: './status-dialog.scss',
})
export class StatusDialog {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);
  private readonly session = inject(Session);
  private readonly present = inject<FollowedPresenceFragment['presence']>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);
  protected readonly language = inject(Languages).current;

  protected readonly suggestions = suggestions;
  protected readonly ends = statusEnds;
  protected readonly keptEnd = this.present?.statusUntil ?? null;
  protected readonly zone = computed(() => this.session.viewer()?.timeZone ?? 'UTC');
  protected readonly emoji = signal(this.present?.statusEmoji ?? '💬');
  protected readonly text = signal(this.present?.statusText ?? '');
  protected readonly end = signal<End>(this.keptEnd ? 'kept' : 'open');
  protected readonly picking = signal(false);
  protected readonly saving = signal(false);
  protected readonly hadStatus = Boolean(this.present?.statusText ?? this.present?.statusEmoji);

  protected suggest({ key, emoji, until }: Suggestion): void {
    this.emoji.set(emoji);
    this.text.set(this.texts.translate(`shell.status.suggestion.${key}`));
    this.end.set(until);
  }

  protected pick(emoji: string): void {
    this.emoji.set(emoji);
    this.picking.set(false);
  }

  protected chooseEnd(value: string): void {
    this.end.set(value as End);
  }

  protected save(): Promise<void> {
    const end = this.end();
    const until = end === 'kept' ? this.keptEnd : untilAt(end, this.clock.now(), this.zone())?.toISOString();
    const text = this.text().trim();
    return this.keep({ text: text === '' ? null : text, emoji: this.emoji(), until: until ?? null });
  }

  protected clear(): Promise<void> {
    return this.keep({ text: null, emoji: null, until: null });
  }

  private async keep(status: {
    readonly text: string | null;
    readonly emoji: string | null;
    readonly until: string | null;
  }): Promise<void> {
    this.saving.set(true);
    try {
      await change(this.apollo, ChooseStatusDocument, { input: { ...status, key: crypto.randomUUID() } });
      this.dialog.close();
    } catch (error) {
      // What was written stays in the dialog and can be saved again.
      this.errors.toast(error);
    } finally {
      this.saving.set(false);
    }
  }
}
