import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { AcknowledgementsDocument } from '../../../generated/graphql';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Segmented } from '../../ui/segmented/segmented';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { PeopleLines } from '../receipt/people-lines';
import { Times } from '../time/times';
import { Acknowledging } from './acknowledging';

/** Somebody who was asked, as far as it is said of them. */
interface Asked {
  readonly at?: string | null;
  readonly remindedAt?: string | null;
  readonly unreachedBecause?: string | null;
}

/** Who confirmed a message and who did not, with the way to remind those. */
@Component({
  selector: 'app-acknowledgement-list',
  imports: [Button, DialogFrame, PeopleLines, Segmented, Skeleton, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.confirm.title' | transloco">
      <div class="list">
        <app-segmented [label]="'chat.confirm.title' | transloco" [segments]="segments()" [(value)]="which" />
        @if (!page.hasValue()) {
          <app-skeleton kind="lines" [rows]="4" />
        } @else if (people().length === 0) {
          <p class="nobody">{{ 'chat.confirm.none.' + which() | transloco }}</p>
        } @else {
          <app-people-lines [people]="people()" />
          @if (more()) {
            <p class="nobody">{{ 'chat.confirm.more' | transloco }}</p>
          }
        }
      </div>
      <ng-container dialogActions>
        @if (data.may && waiting() > 0) {
          <button appButton="primary" type="button" [disabled]="busy()" (click)="remind()">
            {{ 'chat.confirm.remind' | transloco }}
          </button>
        }
      </ng-container>
    </app-dialog-frame>
  `,
  styles: `
    .list {
      display: flex;
      flex-direction: column;
      gap: var(--space-3);
    }
    .nobody {
      color: var(--color-ink-muted);
    }
  `,
})
export class AcknowledgementList {
  private readonly apollo = inject(Apollo);
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(Times);
  private readonly acknowledging = inject(Acknowledging);
  protected readonly data = inject<{ readonly messageId: string; readonly may: boolean }>(DIALOG_DATA);

  protected readonly which = signal<'missing' | 'done'>('missing');
  protected readonly busy = signal(false);
  protected readonly page = rxResource({
    params: () => ({ id: this.data.messageId, missing: this.which() === 'missing' }),
    stream: ({ params }) =>
      this.apollo
        .query({ query: AcknowledgementsDocument, variables: params, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.message?.acknowledgement ?? null)),
  });
  private readonly request = computed(() => (this.page.hasValue() ? this.page.value() : null));
  protected readonly waiting = computed(() => {
    const request = this.request();
    return request ? request.expectedCount - request.receivedCount : 0;
  });
  protected readonly more = computed(() => this.request()?.receipts.pageInfo.hasNextPage ?? false);
  protected readonly segments = computed(() => {
    const done = this.request()?.receivedCount ?? 0;
    return [
      {
        value: 'missing' as const,
        label: this.texts.translate('chat.confirm.missing', { n: this.waiting() }),
      },
      { value: 'done' as const, label: this.texts.translate('chat.confirm.received', { n: done }) },
    ];
  });
  protected readonly people = computed(() =>
    (this.request()?.receipts.nodes ?? []).map((each) => ({ user: each.user, note: this.noteOf(each) })),
  );

  private noteOf({ at, remindedAt, unreachedBecause }: Asked): string {
    if (at) return this.times.moment(at);
    if (unreachedBecause) return unreachedBecause;
    if (!remindedAt) return '';
    return this.texts.translate('chat.confirm.remindedAt', { time: this.times.moment(remindedAt) });
  }

  protected async remind(): Promise<void> {
    this.busy.set(true);
    await this.acknowledging.remind(this.data.messageId);
    this.page.reload();
    this.busy.set(false);
  }
}
