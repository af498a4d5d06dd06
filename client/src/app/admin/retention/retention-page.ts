import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom, map } from 'rxjs';
import {
  type ChannelKind,
  DeleteRetentionPolicyDocument,
  PreviewRetentionDocument,
  RetentionPoliciesDocument,
  type RetentionPolicyInput,
  type RetentionPolicyRowFragment,
  SaveRetentionPolicyDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { PluralPipe } from '../../core/i18n/plural';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Check } from '../../ui/check/check';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { DaysField, RegionField, keepDaysOf, lookUntil, regionCodeOf } from '../keep-fields';
import { type Picked, Picker } from '../picker';

const kinds = [
  'DIRECT',
  'GROUP',
  'DEPARTMENT',
  'PROJECT',
  'PUBLIC',
  'COURSE',
  'SUPPORT',
] as const satisfies readonly ChannelKind[];

/** What a policy is about. */
type About = 'all' | 'kind' | 'region' | 'channel';

/** How long messages are kept: policies, and what a new one would remove before it is saved. */
@Component({
  selector: 'app-retention-page',
  imports: [
    ...[Button, DayAndTimePipe, DaysField, EmptyState, ErrorState, Field, Icon, Input, Picker, PluralPipe],
    ...[Check, RegionField, Skeleton],
    TranslocoPipe,
  ],
  templateUrl: './retention-page.html',
  styleUrl: './retention-page.scss',
})
export class RetentionPage {
  private readonly apollo = inject(Apollo);
  private readonly destroyed = inject(DestroyRef);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  protected readonly kinds = kinds;
  protected readonly abouts: readonly About[] = ['all', 'kind', 'region', 'channel'];
  protected readonly about = signal<About>('all');
  protected readonly kind = signal<ChannelKind>('PUBLIC');
  protected readonly region = signal('eu');
  protected readonly channel = signal<readonly Picked[]>([]);
  protected readonly days = signal(365);
  protected readonly removesFiles = signal(true);

  protected readonly page = rxResource({
    stream: () =>
      this.apollo
        .query({ query: RetentionPoliciesDocument, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.retentionPolicies.nodes ?? [])),
  });
  protected readonly policies = computed(() => (this.page.hasValue() ? this.page.value() : []));

  /** What is typed as a policy; null while something is missing. */
  private readonly policy = computed<RetentionPolicyInput | null>(() => {
    const keepDays = keepDaysOf(this.days());
    if (keepDays === null) return null;
    const kept = { keepDays, removesFiles: this.removesFiles() };
    switch (this.about()) {
      case 'kind':
        return { ...kept, kind: this.kind() };
      case 'region': {
        const regionCode = regionCodeOf(this.region());
        return regionCode ? { ...kept, regionCode } : null;
      }
      case 'channel': {
        const channelId = this.channel()[0]?.id;
        return channelId ? { ...kept, channelId } : null;
      }
      case 'all':
        return kept;
    }
  });
  /** What it would remove, counted as soon as it is whole: nobody saves what they have not seen counted. */
  protected readonly preview = rxResource({
    params: () => this.policy() ?? undefined,
    stream: ({ params: policy }) =>
      this.apollo
        .query({ query: PreviewRetentionDocument, variables: { policy }, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.previewRetention ?? null)),
  });
  protected readonly counted = computed(() => (this.preview.hasValue() ? this.preview.value() : null));

  protected aboutOf({ scope }: RetentionPolicyRowFragment): string {
    if (scope.channelName) {
      return this.texts.translate('admin.retention.ofChannel', { name: scope.channelName });
    }
    const kind = scope.kind ? this.texts.translate(`admin.retention.kinds.${scope.kind}`) : null;
    const region = scope.region
      ? this.texts.translate('admin.retention.ofRegion', { code: scope.region.code })
      : null;
    return [kind, region].filter(Boolean).join(' · ') || this.texts.translate('admin.retention.about.all');
  }

  protected async save(): Promise<void> {
    const [policy, counted] = [this.policy(), this.counted()];
    if (!policy || !counted) return;
    const say = (part: string): string =>
      this.texts.translate(`admin.retention.ask.${part}`, {
        messages: counted.messageCount,
        channels: counted.channelCount,
        days: policy.keepDays,
      });
    const question = { title: say('title'), text: say('text'), confirm: say('confirm'), danger: true };
    if (!(await firstValueFrom(this.dialogs.ask(question)))) return;
    const same = this.policies().find((known) => this.isAbout(known, policy));
    const input = { policy, key: crypto.randomUUID(), ...(same && { policyId: same.id }) };
    try {
      const { saveRetentionPolicy } = await change(this.apollo, SaveRetentionPolicyDocument, { input });
      this.toasts.done(this.texts.translate('admin.retention.saved'));
      this.awaitRun(saveRetentionPolicy);
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
    }
    this.page.reload();
    this.preview.reload();
  }

  protected async remove(policy: RetentionPolicyRowFragment): Promise<void> {
    const say = (part: string): string => this.texts.translate(`admin.retention.askRemove.${part}`);
    const question = { title: say('title'), text: say('text'), confirm: say('confirm'), danger: true };
    if (!(await firstValueFrom(this.dialogs.ask(question)))) return;
    try {
      const input = { policyId: policy.id, key: crypto.randomUUID() };
      await change(this.apollo, DeleteRetentionPolicyDocument, { input });
    } catch (error) {
      // The policy stays in the list, so it can be tried again.
      this.errors.toast(error);
    }
    this.page.reload();
  }

  /** Looks again until what was saved has run, so that the counts are those after it. */
  private awaitRun({ id, lastRunAt }: RetentionPolicyRowFragment): void {
    lookUntil(() => this.policies().find((policy) => policy.id === id)?.lastRunAt !== lastRunAt)
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: () => this.page.reload(),
        complete: () => this.preview.reload(),
      });
  }

  private isAbout({ scope }: RetentionPolicyRowFragment, policy: RetentionPolicyInput): boolean {
    return (
      (scope.channelId ?? null) === (policy.channelId ?? null) &&
      (scope.kind ?? null) === (policy.kind ?? null) &&
      (scope.region?.code ?? null) === (policy.regionCode ?? null)
    );
  }
}
