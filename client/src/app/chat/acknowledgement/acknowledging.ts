import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import {
  AcknowledgeDocument,
  AskToAcknowledgeDocument,
  RemindToAcknowledgeDocument,
} from '../../../generated/graphql';
import { Doing } from '../../core/graphql/doing';
import { Toasts } from '../../core/toast/toasts';
import { Times } from '../time/times';

/** Asking for confirmations, giving them, and reminding of them. */
@Service()
export class Acknowledging {
  private readonly doing = inject(Doing);
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
    return this.doing.change(AcknowledgeDocument, { messageId });
  }

  ask(messageId: string): Promise<boolean> {
    return this.doing.change(AskToAcknowledgeDocument, { messageId });
  }

  async remind(messageId: string): Promise<boolean> {
    const done = await this.doing.change(RemindToAcknowledgeDocument, { messageId });
    if (done) this.toasts.done(this.texts.translate('chat.confirm.reminded'));
    return done;
  }
}
