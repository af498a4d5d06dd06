import { Component, computed, inject, linkedSignal, resource, signal, untracked } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { debounceTime, firstValueFrom, map } from 'rxjs';
import {
  DecideReportDocument,
  type ModerationDecision,
  ModerationSignalsDocument,
  type ReportRowFragment,
  ReportsDocument,
  type ReportsQuery,
  type ReportsQueryVariables,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { ephemeral } from '../../core/graphql/ephemeral';
import { Toasts } from '../../core/toast/toasts';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { MessageBody } from '../../ui/message-body/message-body';
import { Segmented } from '../../ui/segmented/segmented';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';

type Page = ReportsQuery['moderationQueue'];

/** What is shown of the reports, and whether there are more. */
interface Queue {
  readonly nodes: readonly ReportRowFragment[];
  readonly more: boolean;
}

/** Several reports that come at once are read at once. */
const SETTLE_MS = 150;

/** What was reported, by people and by rules about words, and what to do about it. */
@Component({
  selector: 'app-reports-page',
  imports: [
    ...[Avatar, Button, Chip, DayAndTimePipe, EmptyState, ErrorState, RouterLink, Segmented, Skeleton],
    MessageBody,
    TranslocoPipe,
  ],
  templateUrl: './reports-page.html',
  styleUrl: './reports-page.scss',
})
export class ReportsPage {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  protected readonly channelId = toSignal(
    inject(ActivatedRoute).queryParamMap.pipe(map((parameters) => parameters.get('channel'))),
    { initialValue: null },
  );
  protected readonly shown = signal<'open' | 'decided'>('open');
  protected readonly segments = computed(() => {
    this.texts.activeLang();
    return (['open', 'decided'] as const).map((value) => ({
      value,
      label: this.texts.translate(`admin.reports.segment.${value}`),
    }));
  });
  private readonly params = computed(() => ({
    channelId: this.channelId(),
    decided: this.shown() === 'decided',
  }));
  /** How many pages are shown; all of them are read again when something changes. */
  private readonly pages = linkedSignal({ source: this.params, computation: () => 1 });
  protected readonly page = resource({
    params: this.params,
    loader: ({ params }) => this.read(params, untracked(this.pages)),
  });
  protected readonly reports = computed(() => (this.page.hasValue() ? this.page.value().nodes : []));
  protected readonly more = computed(() => this.page.hasValue() && this.page.value().more);

  constructor() {
    // Reported or decided by somebody else; the first signal says that it is followed from there on.
    ephemeral(this.apollo, { query: ModerationSignalsDocument, variables: {} })
      .pipe(debounceTime(SETTLE_MS), takeUntilDestroyed())
      .subscribe(() => {
        this.page.reload();
      });
  }

  /** What can still be decided: what is deleted is gone, what is hidden can be shown again. */
  protected choices({ decision, held }: ReportRowFragment): readonly ModerationDecision[] {
    if (decision === null) {
      return held ? ['KEEP', 'DELETE', 'REMOVE_AUTHOR'] : ['KEEP', 'HIDE', 'DELETE', 'REMOVE_AUTHOR'];
    }
    if (decision === 'HIDE' && !held) return ['KEEP', 'DELETE'];
    return decision === 'KEEP' ? ['HIDE', 'DELETE'] : [];
  }

  protected labelOf(decision: ModerationDecision, { held, decision: before }: ReportRowFragment): string {
    if (decision === 'KEEP' && held) return 'admin.reports.decide.SEND';
    return decision === 'KEEP' && before === 'HIDE'
      ? 'admin.reports.decide.SHOW'
      : `admin.reports.decide.${decision}`;
  }

  protected async decide(report: ReportRowFragment, decision: ModerationDecision): Promise<void> {
    const name = report.author?.displayName ?? '';
    if (decision === 'REMOVE_AUTHOR' || decision === 'DELETE') {
      const say = (part: string): string =>
        this.texts.translate(`admin.reports.ask.${decision}.${part}`, { name });
      const question = { title: say('title'), text: say('text'), confirm: say('confirm'), danger: true };
      if (!(await firstValueFrom(this.dialogs.ask(question)))) return;
    }
    try {
      const input = { reportId: report.id, decision, key: crypto.randomUUID() };
      await change(this.apollo, DecideReportDocument, { input });
      this.toasts.done(this.texts.translate('admin.reports.done'));
    } catch (error) {
      // The report stays in the list, so it can be tried again.
      this.errors.toast(error);
    }
    this.page.reload();
  }

  protected loadMore(): void {
    this.pages.update((count) => count + 1);
    this.page.reload();
  }

  private async read(params: ReportsQueryVariables, pages: number): Promise<Queue> {
    let queue = await this.readPage(params);
    let nodes = queue?.nodes ?? [];
    for (let page = 1; page < pages && queue?.pageInfo.hasNextPage; page += 1) {
      queue = await this.readPage({ ...params, after: queue.pageInfo.endCursor });
      nodes = [...nodes, ...(queue?.nodes ?? [])];
    }
    return { nodes, more: queue?.pageInfo.hasNextPage ?? false };
  }

  private async readPage(variables: ReportsQueryVariables): Promise<Page | undefined> {
    const asked = this.apollo.query({ query: ReportsDocument, variables, fetchPolicy: 'network-only' });
    return (await firstValueFrom(asked)).data?.moderationQueue;
  }
}
