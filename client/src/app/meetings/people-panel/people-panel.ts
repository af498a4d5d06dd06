import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  RoomPeopleDocument,
  RoomPeopleEventsDocument,
  type RoomPeopleQuery,
  type RoomVisitorFragment,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { furtherPages } from '../../core/graphql/further-pages';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { ShowMore } from '../../ui/show-more/show-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { HostBar } from '../host/host-bar';
import { HostDeeds } from '../host/host-deeds';
import { withComer } from './after-event.rules';
import { type PersonDeed, type Viewpoint, handPlaces, keepsOrder, peopleOf } from './people.rules';
import { PersonRow, type ShownPerson } from './person-row';
import { WaitingList } from './waiting-list';

/** Everybody in a room and at its door, with what the viewer may do about them. */
@Component({
  selector: 'app-people-panel',
  imports: [
    Button,
    ErrorState,
    HostBar,
    Icon,
    PersonRow,
    PluralPipe,
    ShowMore,
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
  protected readonly further = furtherPages(this.page, () => ({
    fetchMore: ({ variables }) =>
      this.apollo.client.query({
        query: RoomPeopleDocument,
        variables: { meetingId: this.meeting(), ...variables },
        fetchPolicy: 'network-only',
      }),
  }));

  private readonly everybody = computed<readonly ShownPerson[]>(() => {
    const makerId = this.room()?.createdBy?.id;
    return (this.page()?.nodes ?? []).map((person) => this.shown(person, makerId));
  });
  protected readonly people = computed(() => peopleOf(this.everybody(), this.texts.getActiveLang()));
  protected readonly hands = computed(() => handPlaces(this.everybody()));
  protected readonly viewpoint = computed<Viewpoint>(() => {
    const own = this.room()?.viewerParticipant;
    return { participantId: own?.id ?? null, role: own?.role ?? null };
  });
  protected readonly keepsOrder = computed(() => keepsOrder(this.viewpoint().role));
  protected readonly spotlitId = computed(() => this.room()?.spotlight?.id ?? null);

  constructor() {
    reloadWhenBack(this.found);
  }

  protected act(person: ShownPerson, deed: PersonDeed): void {
    void this.deeds.about(this.meeting(), person, deed);
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  private shown(person: RoomVisitorFragment, makerId: string | undefined): ShownPerson {
    const { user } = person;
    return {
      ...person,
      isGuest: user?.kind === 'GUEST' || person.role === 'GUEST',
      isCreator: user !== null && user.id === makerId,
    };
  }
}
