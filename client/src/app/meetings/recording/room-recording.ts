import { type Signal, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { map } from 'rxjs';
import { RoomRecordingDocument, RoomRecordingEventsDocument } from '../../../generated/graphql';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { type RecordedRoom, concernsRecording } from './recording.rules';

/** What is recorded in a room, kept current; null for no room, and before it is known. */
export function recordingIn(meeting: Signal<string | null>): Signal<RecordedRoom | null> {
  const live = inject(Live);
  const found = rxResource({
    params: () => meeting() ?? undefined,
    stream: ({ params: meetingId }) =>
      live
        .follow({
          query: RoomRecordingDocument,
          variables: { meetingId },
          event: RoomRecordingEventsDocument,
          cursorOf: (data) => data.meeting?.recordingCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: (data, { __typename }) => (concernsRecording(__typename, data.meeting) ? 'reread' : data),
        })
        .pipe(map(({ data }) => data.meeting ?? null)),
  });
  reloadWhenBack(found);
  return computed(() => (meeting() !== null && found.hasValue() ? found.value() : null));
}
