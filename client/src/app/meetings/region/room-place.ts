import { type Signal, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { RoomPlaceDocument } from '../../../generated/graphql';
import { type Place, placeIn } from './region.rules';

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
  return computed(() => (found.hasValue() ? found.value() : null));
}
