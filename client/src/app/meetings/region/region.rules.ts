import type { MediaRegionsQuery, RoomPlaceQuery } from '../../../generated/graphql';

/** How far a region is, in whole milliseconds. */
export interface Reach {
  readonly regionCode: string;
  readonly milliseconds: number;
}

type Placement = NonNullable<NonNullable<RoomPlaceQuery['meeting']>['mediaPlacement']>;

/** Where the media of a room runs, as it is told. */
export interface Place {
  readonly code: string;
  readonly name: string;
  /** Why there; null where nobody noted it. */
  readonly placement: Placement | null;
}

/** Most regions whose distance is measured. */
const MOST = 50;

/** Those that a browser can measure, and whose distance matters: where there is but one there is nothing to choose. */
export function measurable(
  regions: MediaRegionsQuery['mediaRegions'],
): readonly { readonly code: string; readonly url: string }[] {
  const usable = regions.filter(({ enabled }) => enabled);
  if (usable.length < 2) return [];
  return usable.flatMap(({ code, url }) => (url == null ? [] : [{ code, url }])).slice(0, MOST);
}

/** The quickest of several tries: the first opens the connection, and any may have had to wait on this device. */
export const quickest = (tries: readonly number[]): number => Math.round(Math.min(...tries));

/** The place of a room; null while it has none, and where the one server there is was given no name to tell. */
export function placeIn({ meeting, mediaRegions }: RoomPlaceQuery): Place | null {
  const region = meeting?.mediaRegion;
  if (!region) return null;
  const isOneOfMany = mediaRegions.filter(({ enabled }) => enabled).length > 1;
  if (!isOneOfMany && region.name === region.code) return null;
  return { code: region.code, name: region.name, placement: meeting.mediaPlacement ?? null };
}
