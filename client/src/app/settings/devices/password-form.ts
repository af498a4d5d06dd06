import { Component, inject, output, signal } from '@angular/core';
import { FormField, form, minLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChangePasswordDocument } from '../../../generated/graphql';
import { errorCodes } from '../../core/errors/error-code';
import { type FieldError, fieldErrors } from '../../core/errors/field-errors';
import { SayError } from '../../core/errors/say-error';
import { shownError } from '../../core/errors/shown-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';

const SHORTEST = 10;
const EMPTY = { current: '', password: '' };

/** Sets a new password. */
@Component({
  selector: 'app-password-form',
  imports: [Button, Field, FormField, Input, TranslocoPipe],
  templateUrl: './password-form.html',
  styleUrl: './password-form.scss',
})
export class PasswordForm {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  readonly changed = output();

  private readonly model = signal(EMPTY);
  protected readonly form = form(this.model, (path) => {
    const missing = { message: (): string => this.texts.translate('error.required') };
    required(path.current, missing);
    required(path.password, missing);
    minLength(path.password, SHORTEST, {
      message: () => this.texts.translate('settings.password.tooShort', { count: SHORTEST }),
    });
  });
  protected readonly shownError = shownError;

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await submit(this.form, { action: () => this.send() });
    if (!saved) return;
    this.form().reset(EMPTY);
    this.toasts.done(this.texts.translate('settings.password.changed'));
    this.changed.emit();
  }

  private async send(): Promise<FieldError[]> {
    try {
      await change(this.apollo, ChangePasswordDocument, {
        input: { ...this.model(), key: crypto.randomUUID() },
      });
      return [];
    } catch (error) {
      // A wrong present password or a weak new one belongs under its field; the rest is told in general.
      if (errorCodes(error).includes('INVALID')) return fieldErrors(this.form, error);
      return [{ kind: 'server', message: this.errors.sentence(error), fieldTree: this.form.current }];
    }
  }
}
