import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom, map } from 'rxjs';
import {
  type ActivityRetentionInput,
  type ActivityRetentionRowFragment,
  ActivityRetentionsDocument,
  PreviewActivityRetentionDocument,
  SetActivityRetentionDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { PluralPipe } from '../../core/i18n/plural';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { DaysField, RegionField, keepDaysOf, lookUntil, regionCodeOf } from '../keep-fields';

/** For how long is kept who did what with files, and what another choice would remove before it is made. */
@Component({
  selector: 'app-activity-retention',
  imports: [
    ...[Button, DayAndTimePipe, DaysField, ErrorState, Field, Icon, Input, PluralPipe, RegionField, Skeleton],
    TranslocoPipe,
  ],
  templateUrl: './activity-retention.html',
  styleUrl: './file-activity-page.scss',
})
export class ActivityRetention {
  private readonly apollo = inject(Apollo);
  private readonly destroyed = inject(DestroyRef);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  protected readonly abouts = ['all', 'region'] as const;
  protected readonly about = signal<'all' | 'region'>('all');
  protected readonly region = signal('eu');
  protected readonly days = signal(365);

  protected readonly page = rxResource({
    stream: () =>
      this.apollo
        .query({ query: ActivityRetentionsDocument, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.activityRetentions ?? [])),
  });
  protected readonly kept = computed(() => (this.page.hasValue() ? this.page.value() : []));

  /** What is typed; null while something is missing. */
  private readonly choice = computed<ActivityRetentionInput | null>(() => {
    const [keepDays, regionCode] = [keepDaysOf(this.days()), regionCodeOf(this.region())];
    if (keepDays === null) return null;
    if (this.about() === 'all') return { keepDays };
    return regionCode ? { keepDays, regionCode } : null;
  });
  /** What it would remove: nobody saves what they have not seen counted. */
  protected readonly preview = rxResource({
    params: () => this.choice() ?? undefined,
    stream: ({ params: retention }) => this.forecast(retention),
  });
  protected readonly counted = computed(() => (this.preview.hasValue() ? this.preview.value() : null));

  protected aboutOf({ region }: ActivityRetentionRowFragment): string {
    return region
      ? this.texts.translate('admin.retention.ofRegion', { code: region.code })
      : this.texts.translate('admin.activity.about.all');
  }

  protected async save(): Promise<void> {
    const [choice, counted] = [this.choice(), this.counted()];
    if (!choice || !counted) return;
    const values = { count: counted.removedCount, days: choice.keepDays };
    if (await this.isSure('ask', values)) await this.set(choice);
  }

  /** Takes a choice back: what holds for all, or where nobody chose, holds there again. */
  protected async remove({ region }: ActivityRetentionRowFragment): Promise<void> {
    if (await this.isSure('askRemove', {})) {
      await this.set({ keepDays: null, regionCode: region?.code ?? null });
    }
  }

  private forecast(retention: ActivityRetentionInput) {
    return this.apollo
      .query({
        query: PreviewActivityRetentionDocument,
        variables: { retention },
        fetchPolicy: 'network-only',
      })
      .pipe(map(({ data }) => data?.previewActivityRetention ?? null));
  }

  private isSure(question: 'ask' | 'askRemove', values: object): Promise<boolean> {
    const say = (part: string): string => this.texts.translate(`admin.activity.${question}.${part}`, values);
    const asked = { title: say('title'), text: say('text'), confirm: say('confirm'), danger: true };
    return firstValueFrom(this.dialogs.ask(asked)).then(Boolean);
  }

  private async set(retention: ActivityRetentionInput): Promise<void> {
    const before = this.runOf(retention);
    try {
      const input = { retention, key: crypto.randomUUID() };
      await change(this.apollo, SetActivityRetentionDocument, { input });
      this.toasts.done(this.texts.translate('admin.activity.saved'));
      this.awaitRun(retention, before);
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
    }
    this.page.reload();
  }

  /** When what is kept of a region, or of all others, was last looked through; null for never. */
  private runOf({ regionCode = null }: ActivityRetentionInput): string | null {
    return this.kept().find(({ region }) => (region?.code ?? null) === regionCode)?.lastRunAt ?? null;
  }

  /** Looks again until what was chosen has run, so that the counts are those after it. */
  private awaitRun(retention: ActivityRetentionInput, before: string | null): void {
    lookUntil(() => this.runOf(retention) !== before)
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: () => this.page.reload(),
        complete: () => this.preview.reload(),
      });
  }
}
