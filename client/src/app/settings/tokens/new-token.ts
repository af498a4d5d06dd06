import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { FormField, form, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { CreateTokenDocument, type TokenScope } from '../../../generated/graphql';
import { errorCodes } from '../../core/errors/error-code';
import { type FieldError, fieldErrors } from '../../core/errors/field-errors';
import { SayError } from '../../core/errors/say-error';
import { shownError } from '../../core/errors/shown-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Check } from '../../ui/check/check';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';

const DAY_MS = 86_400_000;

/** Makes a token, then shows its secret, this once. */
@Component({
  selector: 'app-new-token',
  imports: [Button, Check, DialogFrame, Field, FormField, Icon, Input, TranslocoPipe],
  templateUrl: './new-token.html',
  styleUrl: './new-token.scss',
})
export class NewToken {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  protected readonly dialog = inject<DialogRef<boolean>>(DialogRef);

  private readonly model = signal({ name: '', write: false, days: '90' });
  protected readonly form = form(this.model, (path) => {
    required(path.name, { message: () => this.texts.translate('error.required') });
  });
  protected readonly shownError = shownError;
  protected readonly secret = signal<string | null>(null);
  protected readonly lifetimes = ['30', '90', '365', ''];

  protected async create(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, { action: () => this.send() });
  }

  protected async copy(secret: string): Promise<void> {
    await navigator.clipboard.writeText(secret);
    this.toasts.done(this.texts.translate('settings.tokens.copied'));
  }

  private async send(): Promise<FieldError[]> {
    const { name, write, days } = this.model();
    const scopes: TokenScope[] = write ? ['READ', 'WRITE'] : ['READ'];
    const expiresAt = days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null;
    const input = { name: name.trim(), scopes, expiresAt, key: crypto.randomUUID() };
    try {
      const { createApiToken } = await change(this.apollo, CreateTokenDocument, { input });
      this.secret.set(createApiToken.secret);
      return [];
    } catch (error) {
      // A name that is taken, too many tokens, or a server that is away.
      if (errorCodes(error).includes('INVALID')) return fieldErrors(this.form, error);
      return [{ kind: 'server', message: this.errors.sentence(error), fieldTree: this.form.name }];
    }
  }
}
