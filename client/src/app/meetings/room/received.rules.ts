import type { MediaSource } from '../../../generated/graphql';

/** What of one participant is received, each a stream of its own so that it can be shown for itself. */
export type ReceivedOf = Readonly<Partial<Record<MediaSource, MediaStream>>>;

/** What is received, by participant. */
export type ReceivedMedia = ReadonlyMap<string, ReceivedOf>;

export const nothingReceived: ReceivedMedia = new Map();

/** A stream, whose it is and what it carries. */
export interface HeardTrack {
  readonly participantId: string;
  readonly source: MediaSource;
  readonly stream: MediaStream;
}

/** Puts together what of each participant is received. */
export function receivedOf(tracks: readonly HeardTrack[]): ReceivedMedia {
  const received = new Map<string, ReceivedOf>();
  for (const { participantId, source, stream } of tracks) {
    received.set(participantId, { ...received.get(participantId), [source]: stream });
  }
  return received;
}

/** All that is heard, of everybody: what they say, and what their screens play. */
export const soundsIn = (received: ReceivedMedia): readonly MediaStream[] =>
  [...received.values()].flatMap(({ MICROPHONE, SCREEN_SOUND }) =>
    [MICROPHONE, SCREEN_SOUND].filter((stream) => stream !== undefined),
  );
