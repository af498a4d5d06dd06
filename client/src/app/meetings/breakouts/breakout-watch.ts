import { Service, computed, effect, inject, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { map } from 'rxjs';
import {
  RoomBreakoutEventsDocument,
  RoomBreakoutsDocument,
  type RoomBreakoutsQuery,
} from '../../../generated/graphql';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { RoomVisits } from '../room/room-visits';
import { destinationOf } from './breakout.rules';

export type BreakoutView = NonNullable<RoomBreakoutsQuery['meeting']>;

/** Where the viewer is to be while a meeting breaks up into rooms and comes back: they are taken there. */
@Service()
export class BreakoutWatch {
  private readonly live = inject(Live);
  private readonly visits = inject(RoomVisits);
  private readonly followed = new Set<string>();

  private readonly followedId = computed(() => this.visits.current()?.id);
  private readonly found = rxResource({
    params: () => this.followedId(),
    stream: ({ params: meetingId }) =>
      this.live
        .follow({
          query: RoomBreakoutsDocument,
          variables: { meetingId },
          event: RoomBreakoutEventsDocument,
          cursorOf: ({ meeting }: RoomBreakoutsQuery) => meeting?.breakoutsCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: (data, { __typename }) =>
            __typename === 'BreakoutsChanged' || __typename === 'MeetingChanged' ? 'reread' : data,
        })
        .pipe(map(({ data }) => data.meeting ?? null)),
  });
  /** The room that the viewer is in, with the meeting around it. */
  readonly room = computed<BreakoutView | null>(() => {
    const room = this.found.hasValue() ? this.found.value() : null;
    return room?.id === this.followedId() ? room : null;
  });

  constructor() {
    reloadWhenBack(this.found);
    effect(() => {
      const room = this.room();
      const isFree = !this.visits.moving();
      const destination = room && isFree ? destinationOf(room, this.followed) : null;
      if (!destination) return;
      this.followed.add(destination.key);
      untracked(() => void this.visits.moveTo(destination.meetingId));
    });
  }
}
