import type { RoomPersonFragment } from '../../../generated/graphql';
import type { RoomTileView } from './room-tile';
import type { RoomVisit } from './room-visit';

/** What is shown of somebody before anything is known of their place in the queue or the line. */
function tileOf(visit: RoomVisit, person: RoomPersonFragment, hand: number | null): RoomTileView {
  const own = person.id === visit.participantId;
  const received = visit.received().get(person.id);
  const camera = own ? streamOf(visit.media.camera()) : (received?.CAMERA ?? null);
  const isSent = own ? visit.media.cameraOn() : person.camera;
  const isLost = person.state === 'RECONNECTING';
  const paused = isSent && !own && isPaused(visit, person.id);
  return {
    key: person.id,
    participantId: person.id,
    screen: false,
    own,
    name: person.displayName,
    userId: person.user?.id ?? person.id,
    avatarUrl: person.user?.avatarUrl ?? null,
    stream: isSent && !paused && !isLost ? camera : null,
    paused,
    silent: own ? !visit.media.speaks() : !person.microphone,
    speaking: visit.speaking().has(person.id),
    reconnecting: isLost,
    timeZone: own ? null : (person.user?.timeZone ?? null),
    hand,
  };
}

/** Whether the line carries no picture of somebody now; of whoever speaks it does the longest. */
function isPaused(visit: RoomVisit, participantId: string): boolean {
  const pictures = visit.wishes.pictures();
  if (pictures === 'all') return false;
  const isNear = visit.speakerId() === participantId || visit.pinned() === participantId;
  return pictures === 'none' || !isNear;
}

const ownStreams = new WeakMap<MediaStreamTrack, MediaStream>();

/** What is sent in one stream for as long as it is on: it does not blink when something else changes. */
function streamOf(track: MediaStreamTrack | null): MediaStream | null {
  if (!track) return null;
  const stream = ownStreams.get(track) ?? new MediaStream([track]);
  ownStreams.set(track, stream);
  return stream;
}

/** A screen that is shared has a tile before it arrives: what has none is not asked for. */
function screenOf(visit: RoomVisit, person: RoomPersonFragment): RoomTileView[] {
  if (!person.screen || person.id === visit.participantId) return [];
  const paused = visit.wishes.pictures() === 'none';
  const stream = paused ? null : (visit.received().get(person.id)?.SCREEN ?? null);
  return [
    {
      ...tileOf(visit, person, null),
      key: `${person.id}:screen`,
      screen: true,
      paused,
      stream,
      timeZone: null,
    },
  ];
}

/** What the viewer shares, so that they see where others point at it. */
function ownScreenOf(visit: RoomVisit, person: RoomPersonFragment): RoomTileView[] {
  const stream = streamOf(visit.media.screen());
  if (!person.screen || !stream) return [];
  return [
    { ...tileOf(visit, person, null), key: `${person.id}:screen`, screen: true, paused: false, stream },
  ];
}

/** The tiles of a room: screens first, one's own after those of others, then people in their order, oneself last. */
export function tilesOf(
  visit: RoomVisit,
  order: readonly string[],
  hands: ReadonlyMap<string, number>,
): readonly RoomTileView[] {
  const people = new Map(visit.people().map((person) => [person.id, person]));
  const inOrder = order.flatMap((id) => people.get(id) ?? []);
  const others = inOrder.filter(({ id }) => id !== visit.participantId);
  const own = inOrder.filter(({ id }) => id === visit.participantId);
  return [
    ...others.flatMap((person) => screenOf(visit, person)),
    ...own.flatMap((person) => ownScreenOf(visit, person)),
    ...[...others, ...own].map((person) => tileOf(visit, person, hands.get(person.id) ?? null)),
  ];
}
