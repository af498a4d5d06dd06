import { type Signal, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { map } from 'rxjs';
import {
  ChannelMeetingDocument,
  ChannelMeetingEventsDocument,
  type ChannelMeetingQuery,
} from '../../../generated/graphql';
import { Live } from '../../core/graphql/live';

/** Where one takes part in a meeting. */
export const roomAddress = (meetingId: string): string => `/calls/room/${meetingId}`;

export type WatchedMeeting = NonNullable<ChannelMeetingQuery['meeting']>;

/** A meeting, kept current until it is over; `meeting` is null where the viewer may not see it. */
export interface MeetingWatch {
  readonly meeting: Signal<WatchedMeeting | null>;
  readonly loading: Signal<boolean>;
}

/** Watches a meeting for as long as the component stands. */
export function watchMeeting(meetingId: Signal<string>): MeetingWatch {
  const live = inject(Live);
  const found = rxResource({
    params: () => meetingId(),
    stream: ({ params }) =>
      live
        .follow({
          query: ChannelMeetingDocument,
          variables: { meetingId: params },
          event: ChannelMeetingEventsDocument,
          // Nothing happens any more in one that is over.
          cursorOf: ({ meeting }: ChannelMeetingQuery) =>
            meeting?.finishedAt ? null : meeting?.channelCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          // What is told is in the cache by its id.
          apply: (data) => data,
        })
        .pipe(map(({ data }) => data.meeting ?? null)),
  });
  return {
    meeting: computed(() => (found.hasValue() ? found.value() : null)),
    loading: found.isLoading,
  };
}
