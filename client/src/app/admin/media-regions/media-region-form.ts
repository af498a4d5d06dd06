import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type ManagedMediaRegionFragment, SaveMediaRegionDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Languages } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Check } from '../../ui/check/check';
import { Chip } from '../../ui/chip/chip';
import { Field, Input } from '../../ui/field/field';
import { countriesIn } from './countries.rules';

/** One place where the media of rooms can run: what it is called, for whom it is, and how far it is found to be. */
@Component({
  selector: 'app-media-region-form',
  imports: [Button, Check, Chip, Field, Input, TranslocoPipe],
  templateUrl: './media-region-form.html',
  styleUrl: './media-region-form.scss',
})
export class MediaRegionForm {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly languages = inject(Languages);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  readonly region = input.required<ManagedMediaRegionFragment>();
  protected readonly name = linkedSignal(() => this.region().name);
  protected readonly countries = linkedSignal(() => this.region().countries.join(', '));
  protected readonly url = linkedSignal(() => this.region().url ?? '');
  protected readonly enabled = linkedSignal(() => this.region().enabled);
  protected readonly busy = signal(false);
  /** Null while what is typed cannot be saved. */
  protected readonly codes = computed(() => countriesIn(this.countries()));
  /** The countries as people call them. */
  protected readonly names = computed(() => {
    const names = new Intl.DisplayNames([this.languages.current()], { type: 'region' });
    const list = new Intl.ListFormat(this.languages.current());
    return list.format((this.codes() ?? []).map((code) => names.of(code) ?? code));
  });
  protected readonly isWhole = computed(() => this.name().trim() !== '' && this.codes() !== null);

  protected async save(): Promise<void> {
    const countries = this.codes();
    if (!countries || !this.isWhole()) return;
    this.busy.set(true);
    try {
      const chosen = { name: this.name().trim(), countries: [...countries], enabled: this.enabled() };
      const input = { ...chosen, regionCode: this.region().code, url: this.url().trim() || null };
      await change(this.apollo, SaveMediaRegionDocument, { input: { ...input, key: crypto.randomUUID() } });
      this.toasts.done(this.texts.translate('admin.regions.saved'));
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
    } finally {
      this.busy.set(false);
    }
  }
}
