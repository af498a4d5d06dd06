import { CombinedGraphQLErrors } from '@apollo/client';
import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../toast/toasts';
import { errorCodes } from './error-code';

/** Turns a failure into a sentence for people. */
@Service()
export class SayError {
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  /** Refusals are told in the server's words, which were written for people; the rest in our own. */
  sentence(error: unknown): string {
    const [code] = errorCodes(error);
    if (!code) return this.texts.translate('error.network');
    if (code === 'INTERNAL' || code === 'UNAVAILABLE' || code === 'TOO_COSTLY') {
      return this.texts.translate(`error.${code}`);
    }
    return CombinedGraphQLErrors.is(error) ? (error.errors[0]?.message ?? '') : '';
  }

  toast(error: unknown): void {
    this.toasts.failed(this.sentence(error));
  }
}
