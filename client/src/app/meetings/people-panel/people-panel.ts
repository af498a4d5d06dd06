import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom, map } from 'rxjs';
import {
  RoomPeopleDocument,
  RoomPeopleEventsDocument,
  type RoomPeopleQuery,
  type RoomVisitorFragment,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Connection } from '../../core/graphql/connection';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { HostBar } from '../host/host-bar';
import { HostDeeds } from '../host/host-deeds';
import { FurtherPeople } from '../room/further-people';
import { withComer } from './after-event.rules';
import { type PersonDeed, type Viewpoint, handPlaces, keepsOrder, peopleOf, withName } from './people.rules';
import { PersonRow, type ShownPerson } from './person-row';
import { WaitingList } from './waiting-list';

/** From so many on, one is found by their name rather than by looking. */
const CROWD = 20;

/** Everybody in a room and at its door, with what the viewer may do about them. */
@Component({
  selector: 'app-people-panel',
  imports: [
    Button,
    EmptyState,
    ErrorState,
    Field,
    HostBar,
    Icon,
    Input,
    PersonRow,
    PluralPipe,
    Skeleton,
    TranslocoPipe,
    WaitingList,
  ],
  providers: [provideTranslocoScope('rooms')],
  templateUrl: './people-panel.html',
  styleUrl: './people-panel.scss',
})
export class PeoplePanel {
  private readonly apollo = inject(Apollo);
  private readonly connection = inject(Connection);
  private readonly errors = inject(SayError);
  private readonly live = inject(Live);
  private readonly texts = inject(TranslocoService);
  protected readonly deeds = inject(HostDeeds);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();

  protected readonly found = rxResource({
    params: () => this.meeting(),
    stream: ({ params: meetingId }) =>
      this.live
        .follow({
          query: RoomPeopleDocument,
          variables: { meetingId },
          event: RoomPeopleEventsDocument,
          cursorOf: ({ meeting }: RoomPeopleQuery) => meeting?.peopleCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: withComer,
        })
        .pipe(map(({ data }) => data.meeting)),
  });
  protected readonly room = computed(() => (this.found.hasValue() ? this.found.value() : null));
  private readonly page = computed(() => this.room()?.participants ?? null);
  private readonly further = new FurtherPeople(async (after) => {
    const query = { query: RoomPeopleDocument, variables: { meetingId: this.meeting(), after } };
    await firstValueFrom(this.apollo.query({ ...query, fetchPolicy: 'network-only' }));
  });

  private readonly everybody = computed<readonly ShownPerson[]>(() => {
    const makerId = this.room()?.createdBy?.id;
    return (this.page()?.nodes ?? []).map((person) => this.personOf(person, makerId));
  });
  protected readonly people = computed(() => peopleOf(this.everybody(), this.texts.getActiveLang()));
  protected readonly isCrowd = computed(() => this.people().present.length >= CROWD);
  /** What the name of those who are shown has in it; of a crowd only. */
  protected readonly sought = signal('');
  protected readonly shown = computed(() =>
    this.isCrowd() ? withName(this.people().present, this.sought()) : this.people().present,
  );
  protected readonly hands = computed(() => handPlaces(this.everybody()));
  protected readonly viewpoint = computed<Viewpoint>(() => {
    const own = this.room()?.viewerParticipant;
    return { participantId: own?.id ?? null, role: own?.role ?? null };
  });
  protected readonly keepsOrder = computed(() => keepsOrder(this.viewpoint().role));
  protected readonly spotlitId = computed(() => this.room()?.spotlight?.id ?? null);

  constructor() {
    reloadWhenBack(this.found);
    effect(() => {
      const page = this.page()?.pageInfo;
      const opened = this.connection.openCount();
      untracked(() => {
        this.further.look(page, opened);
      });
    });
  }

  protected act(person: ShownPerson, deed: PersonDeed): void {
    void this.deeds.about(this.meeting(), person, deed);
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  private personOf(person: RoomVisitorFragment, makerId: string | undefined): ShownPerson {
    const { user } = person;
    return {
      ...person,
      isGuest: user?.kind === 'GUEST' || person.role === 'GUEST',
      isCreator: user !== null && user.id === makerId,
    };
  }
}
