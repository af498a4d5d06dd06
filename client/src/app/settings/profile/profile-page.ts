import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { FormField, form, maxLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChangeProfileDocument, ProfileDocument, SubdivisionsDocument } from '../../../generated/graphql';
import { errorCodes } from '../../core/errors/error-code';
import { type FieldError, fieldErrors } from '../../core/errors/field-errors';
import { SayError } from '../../core/errors/say-error';
import { shownError } from '../../core/errors/shown-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { Saved } from '../saved';
import { countryCodes } from '../../core/i18n/country-codes';

const LONGEST_NAME = 80;

/** Who one is to others: name, title, country, number and a few words. */
@Component({
  selector: 'app-profile-page',
  imports: [Avatar, Button, ErrorState, Field, FormField, Icon, Input, Skeleton, TranslocoPipe],
  templateUrl: './profile-page.html',
  styleUrl: './profile-page.scss',
})
export class ProfilePage {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly texts = inject(TranslocoService);

  protected readonly profile = rxResource({ stream: () => read(this.apollo, ProfileDocument, {}) });
  protected readonly user = computed(() =>
    this.profile.hasValue() ? (this.profile.value().viewer?.user ?? null) : null,
  );
  private readonly model = linkedSignal(() => {
    const user = this.user();
    return {
      displayName: user?.displayName ?? '',
      title: user?.title ?? '',
      bio: user?.bio ?? '',
      phone: user?.contact?.phone ?? '',
      country: user?.country ?? '',
      subdivision: user?.subdivision ?? '',
    };
  });
  protected readonly form = form(this.model, (path) => {
    required(path.displayName, { message: () => this.texts.translate('error.required') });
    maxLength(path.displayName, LONGEST_NAME, { message: () => this.texts.translate('error.tooLong') });
  });
  protected readonly shownError = shownError;
  protected readonly failure = signal<string | null>(null);
  protected readonly countries = computed(() => {
    const language = this.texts.activeLang();
    const names = new Intl.DisplayNames([language], { type: 'region' });
    return countryCodes
      .map((code) => ({ code, name: names.of(code) ?? code }))
      .sort((a, b) => a.name.localeCompare(b.name, language));
  });

  /** Parts of the chosen country that have holidays of their own; none in most. */
  private readonly parts = rxResource({
    params: () => this.model().country || undefined,
    stream: ({ params: country }) => read(this.apollo, SubdivisionsDocument, { country }),
  });
  protected readonly subdivisions = computed(() =>
    this.parts.hasValue() ? this.parts.value().subdivisions : [],
  );

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.failure.set(null);
    await submit(this.form, { action: () => this.send() });
  }

  private async send(): Promise<FieldError[]> {
    const { displayName, title, bio, phone, country, subdivision } = this.model();
    const isThere = this.subdivisions().some(({ code }) => code === subdivision);
    const input = {
      displayName: displayName.trim(),
      title: title.trim() || null,
      bio: bio.trim() || null,
      phone: phone.trim() || null,
      country: country || null,
      // Left out while the list is not known: what the server has stays.
      ...(this.parts.hasValue() && { subdivision: isThere ? subdivision : null }),
      expectedVersion: this.user()?.version ?? 0,
      key: crypto.randomUUID(),
    };
    try {
      await change(this.apollo, ChangeProfileDocument, { input });
      this.saved.say();
      return [];
    } catch (error) {
      // A field that is refused, a profile that changed elsewhere meanwhile, or a server that is away.
      if (errorCodes(error).includes('INVALID')) return fieldErrors(this.form, error);
      this.failure.set(this.errors.sentence(error));
      return [];
    }
  }
}
