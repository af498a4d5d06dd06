import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { PinMessageDocument, UnpinMessageDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Toasts } from '../../core/toast/toasts';

/** Keeps messages at hand for everybody in their channel. */
@Service()
export class Pins {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  pin(messageId: string): void {
    this.change(PinMessageDocument, messageId, 'chat.pins.pinned');
  }

  unpin(messageId: string): void {
    this.change(UnpinMessageDocument, messageId, 'chat.pins.unpinned');
  }

  private change(
    mutation: typeof PinMessageDocument | typeof UnpinMessageDocument,
    messageId: string,
    said: string,
  ): void {
    const variables = { input: { messageId, key: crypto.randomUUID() } };
    this.apollo.mutate({ mutation, variables }).subscribe({
      next: () => {
        this.toasts.done(this.texts.translate(said));
      },
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
  }
}
