import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import {
  type OwnSavedFragment,
  RemoveSavedItemDocument,
  SaveItemDocument,
  type SaveItemInput,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { OwnThings } from '../../core/own/own-things';
import { Toasts } from '../../core/toast/toasts';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Times } from '../time/times';
import { OlderSaved } from './older-saved';
import { momentAt } from '../when/moments.rules';
import type { WhenAnswer, WhenQuestion } from '../when/when-dialog';

/** What the viewer puts aside to come back to, and when to be reminded of it. */
@Service()
export class SavedItems {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly older = inject(OlderSaved);
  private readonly own = inject(OwnThings);
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(Times);
  private readonly toasts = inject(Toasts);

  /** The viewer's bookmark on a message. */
  on(messageId: string): OwnSavedFragment | undefined {
    return this.own.savedOn(messageId) ?? this.older.on(messageId);
  }

  /** A message is on screen: whether it has one may have to be asked. */
  look(messageId: string): void {
    this.older.look(messageId);
  }

  save(messageId: string): void {
    this.send({ messageId }, 'chat.saved.done');
  }

  /** Puts an item away, with a way back. */
  remove(item: OwnSavedFragment): void {
    const input = { itemId: item.id, key: crypto.randomUUID() };
    this.apollo.mutate({ mutation: RemoveSavedItemDocument, variables: { input } }).subscribe({
      next: () => {
        const { messageId, note } = item;
        const due = item.remindAt != null && new Date(item.remindAt) > this.times.now();
        this.toasts.done(this.texts.translate('chat.saved.removed'), {
          label: this.texts.translate('chat.saved.undo'),
          run: () => {
            this.send({ messageId, note, ...(due && { remindAt: item.remindAt }) }, 'chat.saved.done');
          },
        });
      },
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
  }

  /** Asks when to be reminded of a message, and with which words. */
  async remind(messageId: string): Promise<void> {
    const item = this.on(messageId);
    const { WhenDialog } = await import('../when/when-dialog');
    const zone = this.times.timeZone() ?? 'UTC';
    const waits = item?.remindAt != null && new Date(item.remindAt) > this.times.now();
    const question: WhenQuestion = {
      heading: this.texts.translate('chat.remind.title'),
      confirm: this.texts.translate('chat.remind.confirm'),
      moments: ['twentyMinutes', 'hour', 'threeHours', 'tomorrow', 'monday'],
      at: waits ? new Date(item.remindAt ?? '') : momentAt('tomorrow', this.times.now(), zone),
      words: { label: this.texts.translate('chat.remind.note'), text: item?.note ?? '', needed: false },
    };
    this.dialogs.open<WhenAnswer>(WhenDialog, question).closed.subscribe((answer) => {
      if (!answer) return;
      const remindAt = answer.at.toISOString();
      this.send({ messageId, remindAt, note: answer.words || null }, 'chat.remind.done', {
        moment: this.times.moment(answer.at),
      });
    });
  }

  /** Is reminded no more, and keeps the message. */
  forgetReminder({ messageId }: OwnSavedFragment): void {
    this.send({ messageId, remindAt: null }, 'chat.remind.forgotten');
  }

  private send(
    item: Omit<SaveItemInput, 'key'>,
    said: string,
    params: Readonly<Record<string, string>> = {},
  ): void {
    const input = { ...item, key: crypto.randomUUID() };
    this.apollo.mutate({ mutation: SaveItemDocument, variables: { input } }).subscribe({
      next: () => {
        this.toasts.done(this.texts.translate(said, params));
      },
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
  }
}
