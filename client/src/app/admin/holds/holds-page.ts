import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  type LegalHoldRowFragment,
  LegalHoldsDocument,
  LiftLegalHoldDocument,
  PlaceLegalHoldDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Segmented } from '../../ui/segmented/segmented';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { type Picked, Picker } from '../picker';

/** Legal holds: what people and channels said is kept, whatever retention and deletion say. */
@Component({
  selector: 'app-holds-page',
  imports: [
    ...[Button, Chip, DayAndTimePipe, EmptyState, ErrorState, Field, Input, Picker, Segmented, Skeleton],
    TranslocoPipe,
  ],
  templateUrl: './holds-page.html',
  styleUrl: './holds-page.scss',
})
export class HoldsPage {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  protected readonly name = signal('');
  protected readonly reason = signal('');
  protected readonly people = signal<readonly Picked[]>([]);
  protected readonly channels = signal<readonly Picked[]>([]);
  protected readonly whole = computed(
    () =>
      this.name().trim() !== '' &&
      this.reason().trim() !== '' &&
      this.people().length + this.channels().length > 0,
  );
  /** The hold that is being lifted, and why. */
  protected readonly lifting = signal<string | null>(null);
  protected readonly liftReason = signal('');

  protected readonly shown = signal<'placed' | 'lifted'>('placed');
  protected readonly segments = computed(() => {
    this.texts.activeLang();
    return (['placed', 'lifted'] as const).map((value) => ({
      value,
      label: this.texts.translate(`admin.holds.segment.${value}`),
    }));
  });
  protected readonly page = rxResource({
    params: () => ({ lifted: this.shown() === 'lifted' }),
    stream: ({ params }) =>
      this.apollo
        .query({ query: LegalHoldsDocument, variables: params, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.viewer?.organization.legalHolds?.nodes ?? [])),
  });
  protected readonly holds = computed(() => (this.page.hasValue() ? this.page.value() : []));

  /** Whom and what a hold names, as far as the viewer may read it. */
  protected namesOf({ users, channels }: LegalHoldRowFragment): readonly string[] {
    const hidden = this.texts.translate('admin.holds.hiddenChannel');
    return [
      ...users.map(({ displayName }) => displayName),
      ...channels.map((channel) => channel?.name ?? hidden),
    ];
  }

  protected async place(): Promise<void> {
    const input = {
      name: this.name().trim(),
      reason: this.reason().trim(),
      userIds: this.people().map(({ id }) => id),
      channelIds: this.channels().map(({ id }) => id),
      key: crypto.randomUUID(),
    };
    try {
      await change(this.apollo, PlaceLegalHoldDocument, { input });
      this.toasts.done(this.texts.translate('admin.holds.done'));
      for (const field of [this.name, this.reason]) field.set('');
      for (const field of [this.people, this.channels]) field.set([]);
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
    }
    this.page.reload();
  }

  protected async lift(holdId: string): Promise<void> {
    try {
      const input = { holdId, reason: this.liftReason().trim(), key: crypto.randomUUID() };
      await change(this.apollo, LiftLegalHoldDocument, { input });
      this.lifting.set(null);
      this.liftReason.set('');
    } catch (error) {
      // The hold stays in the list, so it can be tried again.
      this.errors.toast(error);
    }
    this.page.reload();
  }
}
