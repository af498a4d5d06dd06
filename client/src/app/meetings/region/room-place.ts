import { type Signal, inject, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { RoomPlaceDocument } from '../../../generated/graphql';
import { type Place, placeIn } from './region.rules';

interface Looked {
  readonly meetingId: string;
  /** Undefined while it is looked. */
  readonly place: Place | null | undefined;
}

/**
 * Where the media of a room runs, for whoever looks; null while nowhere, and where nothing is to tell.
 * @param when it is looked anew with each of its values
 */
export function placeOf(
  meeting: Signal<string>,
  when: () => string | undefined = () => undefined,
): Signal<Place | null> {
  const apollo = inject(Apollo);
  const found = rxResource({
    params: () => ({ meetingId: meeting(), when: when() }),
    stream: ({ params: { meetingId } }) =>
      apollo
        .query({ query: RoomPlaceDocument, variables: { meetingId }, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => (data ? placeIn(data) : null))),
  });
  // While it is looked anew it stands where it stood: whoever reads why is not interrupted.
  return linkedSignal<Looked, Place | null>({
    source: () => ({ meetingId: meeting(), place: found.hasValue() ? found.value() : undefined }),
    computation: ({ meetingId, place }, before) => {
      if (place !== undefined) return place;
      return before?.source.meetingId === meetingId ? before.value : null;
    },
  }).asReadonly();
}
