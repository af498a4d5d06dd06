import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  SetSharingPolicyDocument,
  SharingPolicyDocument,
  type WatermarkPolicy,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { codesIn } from './codes.rules';

/** What the organisation lays down for all files that are shared. */
@Component({
  selector: 'app-sharing-page',
  imports: [Button, ErrorState, Field, Input, Skeleton, TranslocoPipe],
  templateUrl: './sharing-page.html',
  styleUrl: './sharing-page.scss',
})
export class SharingPage {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  protected readonly choices: readonly WatermarkPolicy[] = ['CHOSEN', 'LINKS', 'ALWAYS'];
  protected readonly page = rxResource({
    stream: () =>
      this.apollo
        .query({ query: SharingPolicyDocument, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.sharingPolicy ?? null)),
  });
  private readonly policy = computed(() => (this.page.hasValue() ? this.page.value() : null));

  protected readonly watermark = linkedSignal<WatermarkPolicy>(() => this.policy()?.watermark ?? 'CHOSEN');
  protected readonly isOfSome = linkedSignal(() => this.policy()?.regionCodes != null);
  protected readonly codes = linkedSignal(() => this.policy()?.regionCodes?.join(', ') ?? '');
  protected readonly busy = signal(false);
  /** Null while what is typed cannot be saved. */
  protected readonly regionCodes = computed(() => codesIn(this.codes()));
  protected readonly isWhole = computed(() => !this.isOfSome() || this.regionCodes() !== null);

  protected async save(): Promise<void> {
    const policy = this.policy();
    if (!policy || !this.isWhole()) return;
    this.busy.set(true);
    try {
      const regionCodes = this.isOfSome() ? [...(this.regionCodes() ?? [])] : null;
      const input = { watermark: this.watermark(), regionCodes, expectedVersion: policy.version };
      await change(this.apollo, SetSharingPolicyDocument, { input: { ...input, key: crypto.randomUUID() } });
      this.toasts.done(this.texts.translate('admin.sharing.saved'));
      this.page.reload();
    } catch (error) {
      // What was chosen stays.
      this.errors.toast(error);
    } finally {
      this.busy.set(false);
    }
  }
}
