import { Component, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  RoomQuestionEventsDocument,
  RoomQuestionsDocument,
  type RoomQuestionsQuery,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { furtherPages } from '../../core/graphql/further-pages';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { ShowMore } from '../../ui/show-more/show-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { isIn } from '../room/room.rules';
import { QuestionDeeds } from './question-deeds';
import { afterQuestionEvent, answers, asks, listsOf } from './question-list.rules';
import { QuestionRow } from './question-row';

/** What is asked in a room, the most wanted first, and the box to ask in. */
@Component({
  selector: 'app-questions-panel',
  imports: [Button, EmptyState, ErrorState, Field, Input, QuestionRow, ShowMore, Skeleton, TranslocoPipe],
  providers: [provideTranslocoScope('together')],
  templateUrl: './questions-panel.html',
  styleUrl: './questions-panel.scss',
})
export class QuestionsPanel {
  private readonly apollo = inject(Apollo);
  private readonly deeds = inject(QuestionDeeds);
  private readonly errors = inject(SayError);
  private readonly live = inject(Live);
  private readonly session = inject(Session);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();

  protected readonly viewerId = computed(() => this.session.viewer()?.id ?? '');
  protected readonly found = rxResource({
    params: () => this.meeting(),
    stream: ({ params: meetingId }) =>
      this.live
        .follow({
          query: RoomQuestionsDocument,
          variables: { meetingId },
          event: RoomQuestionEventsDocument,
          cursorOf: ({ meeting }: RoomQuestionsQuery) => meeting?.questionsCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: (data, event) => afterQuestionEvent(data, event, this.viewerId()),
        })
        .pipe(map(({ data }) => data.meeting ?? null)),
  });
  private readonly room = computed(() => (this.found.hasValue() ? this.found.value() : null));
  private readonly page = computed(() => this.room()?.questions ?? null);
  protected readonly further = furtherPages(this.page, () => ({
    fetchMore: ({ variables }) =>
      this.apollo.client.query({
        query: RoomQuestionsDocument,
        variables: { meetingId: this.meeting(), ...variables },
        fetchPolicy: 'network-only',
      }),
  }));
  protected readonly lists = computed(() => listsOf(this.page()?.nodes ?? []));
  private readonly isThere = computed(() => {
    const room = this.room();
    const own = room?.viewerParticipant;
    return room?.state !== 'ENDED' && own != null && isIn(own.state);
  });
  protected readonly answers = computed(() => answers(this.room()?.viewerParticipant?.role));
  protected readonly asks = computed(() => {
    const room = this.room();
    const role = room?.viewerParticipant?.role;
    return this.isThere() && asks(role, room?.settings.participantsMay ?? []);
  });
  protected readonly sending = signal(false);

  constructor() {
    reloadWhenBack(this.found);
  }

  protected async ask(event: Event, box: HTMLTextAreaElement): Promise<void> {
    event.preventDefault();
    const text = box.value.trim();
    if (text === '' || this.sending()) return;
    this.sending.set(true);
    if (await this.deeds.ask(this.meeting(), text)) box.value = '';
    this.sending.set(false);
    box.focus();
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }
}
