import { Component, inject, input, linkedSignal, signal } from '@angular/core';
import { FormField, form, maxLength, required, submit } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { errorCodes } from '../core/errors/error-code';
import { type FieldError, fieldErrors } from '../core/errors/field-errors';
import { SayError } from '../core/errors/say-error';
import { shownError } from '../core/errors/shown-error';
import { Session } from '../core/session/session';
import { Button } from '../ui/button/button';
import { Field, Input } from '../ui/field/field';
import { Icon } from '../ui/icon/icon';
import { Door } from './door';
import { tokenIn } from './guest-link';

const LONGEST_NAME = 80;

/** Enters with a guest link: only a name is asked, no account is made. */
@Component({
  selector: 'app-join-page',
  imports: [Button, Door, Field, FormField, Icon, Input, RouterLink, TranslocoPipe],
  templateUrl: './join-page.html',
  styleUrl: './sign-in-page.scss',
})
export class JoinPage {
  private readonly errors = inject(SayError);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);

  /** The secret part of the link, when one came by it. */
  readonly token = input<string>();

  private readonly model = linkedSignal(() => ({ token: this.token() ?? '', displayName: '' }));
  protected readonly form = form(this.model, (path) => {
    const missing = { message: (): string => this.texts.translate('error.required') };
    required(path.token, missing);
    required(path.displayName, missing);
    maxLength(path.displayName, LONGEST_NAME, { message: () => this.texts.translate('error.tooLong') });
  });
  protected readonly shownError = shownError;
  protected readonly failure = signal<string | null>(null);

  protected async join(event: Event): Promise<void> {
    event.preventDefault();
    this.failure.set(null);
    await submit(this.form, { action: () => this.enter() });
  }

  private async enter(): Promise<FieldError[]> {
    const { token, displayName } = this.model();
    try {
      await this.session.redeem(tokenIn(token), displayName.trim());
      await this.router.navigateByUrl('/chat');
      return [];
    } catch (error) {
      // A link that is used up or ended, a name that is refused, or a server that is away.
      if (errorCodes(error).includes('INVALID')) return fieldErrors(this.form, error);
      this.failure.set(this.errors.sentence(error));
      return [];
    }
  }
}
