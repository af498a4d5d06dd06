import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import {
  AcknowledgeDocument,
  AskToAcknowledgeDocument,
  RemindToAcknowledgeDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { Times } from '../time/times';

/** Asking for confirmations, giving them, and reminding of them. */
@Service()
export class Acknowledging {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(Times);

  /** What is asked of the viewer, or of everybody, and until when. */
  words(asks: 'please' | 'asked', dueAt: string | null | undefined): string {
    if (!dueAt) return this.texts.translate(`chat.confirm.${asks}`);
    const late = Date.parse(dueAt) < this.times.now().getTime();
    const time = this.times.moment(dueAt);
    return this.texts.translate(`chat.confirm.${asks}${late ? 'Late' : 'By'}`, { time });
  }

  confirm(messageId: string): Promise<boolean> {
    return this.done(() =>
      change(this.apollo, AcknowledgeDocument, { input: { messageId, key: crypto.randomUUID() } }),
    );
  }

  ask(messageId: string): Promise<boolean> {
    return this.done(() =>
      change(this.apollo, AskToAcknowledgeDocument, { input: { messageId, key: crypto.randomUUID() } }),
    );
  }

  async remind(messageId: string): Promise<boolean> {
    const done = await this.done(() =>
      change(this.apollo, RemindToAcknowledgeDocument, { input: { messageId, key: crypto.randomUUID() } }),
    );
    if (done) this.toasts.done(this.texts.translate('chat.confirm.reminded'));
    return done;
  }

  private async done(deed: () => Promise<unknown>): Promise<boolean> {
    try {
      await deed();
      return true;
    } catch (error) {
      // Everything stands as it did; what is against it is said.
      this.errors.toast(error);
      return false;
    }
  }
}
