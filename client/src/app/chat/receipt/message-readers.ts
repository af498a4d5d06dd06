import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { MessageReadersDocument } from '../../../generated/graphql';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { Times } from '../time/times';
import { PeopleLines } from './people-lines';

/** Who has read a message, and when. */
@Component({
  selector: 'app-message-readers',
  imports: [DialogFrame, PeopleLines, Skeleton, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.readers.title' | transloco">
      @if (!page.hasValue()) {
        <app-skeleton kind="lines" [rows]="3" />
      } @else if (page.value() === null) {
        <p class="quiet">{{ 'chat.readers.off' | transloco }}</p>
      } @else if (people().length === 0) {
        <p class="quiet">{{ 'chat.readers.nobody' | transloco }}</p>
      } @else {
        <app-people-lines [people]="people()" />
      }
    </app-dialog-frame>
  `,
  styles: '.quiet { color: var(--color-ink-muted); }',
})
export class MessageReaders {
  private readonly apollo = inject(Apollo);
  private readonly times = inject(Times);
  private readonly messageId = inject<string>(DIALOG_DATA);

  protected readonly page = rxResource({
    stream: () =>
      this.apollo
        .query({
          query: MessageReadersDocument,
          variables: { id: this.messageId },
          fetchPolicy: 'network-only',
        })
        .pipe(map(({ data }) => data?.message?.readBy ?? null)),
  });
  protected readonly people = computed(() => {
    const page = this.page.hasValue() ? this.page.value() : null;
    return (page?.nodes ?? []).map(({ user, at }) => ({ user, note: this.times.moment(at) }));
  });
}
