import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { TypedDocumentNode } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  CancelScheduledMessageDocument,
  type OwnScheduledFragment,
  ScheduleMessageDocument,
  type ScheduleMessageInput,
  SendScheduledMessageDocument,
  UpdateScheduledMessageDocument,
  type UpdateScheduledMessageInput,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Toasts } from '../../core/toast/toasts';
import { Dialogs } from '../../ui/dialog/dialogs';
import { toStoredText, toWrittenText } from '../composer/mention.rules';
import { Times } from '../time/times';
import { momentAt } from '../when/moments.rules';
import type { WhenAnswer, WhenQuestion } from '../when/when-dialog';

/** When a message is to be sent: at an instant, or by the clock of whom it is for. */
export type Timing = Pick<ScheduleMessageInput, 'sendAt' | 'recipientLocalTime' | 'recipientLocalDate'>;

/** Messages that wait for their time: making, changing, sending and cancelling them. */
@Service()
export class ScheduledMessages {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(Times);
  private readonly toasts = inject(Toasts);

  /**
   * Sends a message later; says whether it is kept, so that nothing that was written is lost where it is not.
   * @param undone what to do when the viewer thinks better of it
   */
  async schedule(input: Omit<ScheduleMessageInput, 'key'>, undone: () => void): Promise<boolean> {
    const answer = await this.change(ScheduleMessageDocument, { ...input, key: crypto.randomUUID() });
    const made = answer?.scheduleMessage;
    if (!made) return false;
    this.toasts.done(this.texts.translate('chat.later.done', { moment: this.times.moment(made.sendAt) }), {
      label: this.texts.translate('chat.later.undo'),
      run: () => {
        void this.drop(made.id).then((dropped) => {
          if (dropped) undone();
        });
      },
    });
    return true;
  }

  /** Asks for other words and another time. */
  async edit(message: OwnScheduledFragment): Promise<void> {
    const { WhenDialog } = await import('../when/when-dialog');
    const written = toWrittenText(message.text);
    const zone = this.times.timeZone() ?? 'UTC';
    const at = new Date(message.sendAt);
    const now = this.times.now();
    const question: WhenQuestion = {
      heading: this.texts.translate('chat.later.edit'),
      confirm: this.texts.translate('chat.later.save'),
      moments: ['hour', 'tomorrow', 'monday'],
      at: at > now ? at : momentAt('tomorrow', now, zone),
      words: { label: this.texts.translate('chat.later.words'), text: written.text, needed: true },
    };
    this.dialogs.open<WhenAnswer>(WhenDialog, question).closed.subscribe((answer) => {
      if (!answer) return;
      const text = toStoredText(answer.words, written.mentions);
      const moved = answer.at.getTime() !== Math.floor(at.getTime() / 60_000) * 60_000;
      void this.update({
        scheduledId: message.id,
        text,
        ...(moved && { sendAt: answer.at.toISOString() }),
      });
    });
  }

  async sendNow({ id }: OwnScheduledFragment): Promise<void> {
    const input = { scheduledId: id, key: crypto.randomUUID() };
    if (await this.change(SendScheduledMessageDocument, input)) {
      this.toasts.done(this.texts.translate('chat.later.sent'));
    }
  }

  async cancel({ id }: OwnScheduledFragment): Promise<void> {
    if (await this.drop(id)) this.toasts.done(this.texts.translate('chat.later.cancelled'));
  }

  private async update(input: Omit<UpdateScheduledMessageInput, 'key'>): Promise<void> {
    const answer = await this.change(UpdateScheduledMessageDocument, { ...input, key: crypto.randomUUID() });
    const made = answer?.updateScheduledMessage;
    if (!made) return;
    this.toasts.done(this.texts.translate('chat.later.done', { moment: this.times.moment(made.sendAt) }));
  }

  private async drop(scheduledId: string): Promise<boolean> {
    const input = { scheduledId, key: crypto.randomUUID() };
    return Boolean(await this.change(CancelScheduledMessageDocument, input));
  }

  private async change<TData, TInput>(
    mutation: TypedDocumentNode<TData, { input: TInput }>,
    input: TInput,
  ): Promise<TData | null> {
    try {
      const { data } = await firstValueFrom(
        this.apollo.mutate<TData, { input: TInput }>({ mutation, variables: { input } }),
      );
      return data ?? null;
    } catch (error) {
      // What was written stays where it is; what stands against it is said.
      this.errors.toast(error);
      return null;
    }
  }
}
