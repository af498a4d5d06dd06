import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { FormField, email, form, required, submit } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { EMPTY, catchError, map } from 'rxjs';
import { SignInProvidersDocument } from '../../generated/graphql';
import { hasCode } from '../core/errors/error-code';
import type { FieldError } from '../core/errors/field-errors';
import { SayError } from '../core/errors/say-error';
import { shownError } from '../core/errors/shown-error';
import { Session } from '../core/session/session';
import { WayOn } from '../core/session/way-on';
import { Button } from '../ui/button/button';
import { Field, Input } from '../ui/field/field';
import { Icon } from '../ui/icon/icon';
import { Clock } from '../ui/time/clock';
import { Door } from './door';
import { greetingAt } from './greeting';

/** Signs in with what the organisation offers; a password, or another organisation's account. */
@Component({
  selector: 'app-sign-in-page',
  imports: [Button, Door, Field, FormField, Icon, Input, RouterLink, TranslocoPipe],
  templateUrl: './sign-in-page.html',
  styleUrl: './sign-in-page.scss',
})
export class SignInPage {
  private readonly apollo = inject(Apollo);
  private readonly clock = inject(Clock);
  private readonly errors = inject(SayError);
  private readonly wayOn = inject(WayOn);
  private readonly texts = inject(TranslocoService);
  private readonly session = inject(Session);

  /** Where to go after signing in. */
  readonly to = input<string>();

  private readonly model = signal({ email: '', password: '' });
  protected readonly form = form(this.model, (path) => {
    const missing = { message: (): string => this.texts.translate('error.required') };
    required(path.email, missing);
    email(path.email, { message: () => this.texts.translate('error.email') });
    required(path.password, missing);
  });
  protected readonly shownError = shownError;
  protected readonly failure = signal<string | null>(null);
  protected readonly notice = computed(() => (this.session.end() === 'ended' ? 'signIn.ended' : null));
  protected readonly greeting = computed(() => greetingAt(this.clock.now()));

  private readonly settledEmail = linkedSignal<string, string>({
    source: () => (this.form.email().touched() && this.form.email().valid() ? this.model().email : ''),
    computation: (address, previous) => address || (previous?.value ?? ''),
  });
  private readonly options = rxResource({
    params: () => this.settledEmail() || undefined,
    stream: ({ params }) =>
      this.apollo.query({ query: SignInProvidersDocument, variables: { email: params } }).pipe(
        map(({ data }) => data?.signInOptions.providers ?? []),
        // Other ways in are an offer; without an answer the password is still there.
        catchError(() => EMPTY),
      ),
  });
  protected readonly providers = computed(() => (this.options.hasValue() ? this.options.value() : []));

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    this.failure.set(null);
    await submit(this.form, { action: () => this.enter() });
  }

  private async enter(): Promise<FieldError[]> {
    const { email: address, password } = this.model();
    try {
      const outcome = await this.session.signIn(address.trim(), password);
      if (outcome === 'signedIn') await this.wayOn.go(this.to());
      else this.failure.set(this.texts.translate('signIn.secondFactor'));
      return [];
    } catch (error) {
      // A wrong password, a wrong field, or a server that is away; each is told where it belongs.
      return this.refusal(error);
    }
  }

  private refusal(error: unknown): FieldError[] {
    if (hasCode(error, 'UNAUTHENTICATED') || hasCode(error, 'INVALID')) {
      const message = this.texts.translate('signIn.mismatch');
      return [{ kind: 'server', message, fieldTree: this.form.password }];
    }
    this.failure.set(this.errors.sentence(error));
    return [];
  }
}
