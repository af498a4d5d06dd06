import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { PollVotersDocument } from '../../../generated/graphql';
import { PluralPipe } from '../../core/i18n/plural';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { PeopleLines } from '../receipt/people-lines';

/** Who chose which answer of a poll whose votes are open. */
@Component({
  selector: 'app-poll-votes',
  imports: [DialogFrame, PeopleLines, PluralPipe, Skeleton, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.poll.votesTitle' | transloco">
      @if (!votes.hasValue()) {
        <app-skeleton kind="lines" [rows]="4" />
      }
      @for (option of options(); track option.id) {
        <section class="answer">
          <h3 class="text">
            <bdi>{{ option.text }}</bdi>
            <span class="count">{{ 'chat.poll.votes' | plural: option.count }}</span>
          </h3>
          <app-people-lines [people]="option.people" />
        </section>
      }
    </app-dialog-frame>
  `,
  styles: `
    .answer {
      margin-block-end: var(--space-4);
    }
    .text {
      display: flex;
      gap: var(--space-3);
      justify-content: space-between;
      font-weight: var(--weight-medium);
    }
    .count {
      flex: none;
      color: var(--color-ink-muted);
      font-weight: var(--weight-regular);
    }
  `,
})
export class PollVotes {
  private readonly apollo = inject(Apollo);
  private readonly messageId = inject<string>(DIALOG_DATA);

  protected readonly votes = rxResource({
    stream: () =>
      this.apollo.query({
        query: PollVotersDocument,
        variables: { id: this.messageId },
        fetchPolicy: 'network-only',
      }),
  });
  protected readonly options = computed(() => {
    const options = this.votes.hasValue() ? (this.votes.value().data?.message?.poll?.options ?? []) : [];
    return options.map((option) => ({
      ...option,
      people: (option.voters ?? []).map((user) => ({ user, note: '' })),
    }));
  });
}
