import type { PublishedStream, ReceivedStream } from '../janus/media-event.js';
import type { LayerChoice, StreamChoice } from '../janus/negotiation.js';
import { MediaSource } from '../signal/media-direction.js';

/** One picture on the screen of a device. */
export interface Tile {
  readonly participantId: string;
  /** In pixels of the device. */
  readonly width: number;
  readonly screen: boolean;
}

/** What the others send, by participant. */
export type Sent = ReadonlyMap<string, readonly PublishedStream[]>;

/** A track that a device is to receive now. */
export interface Wanted {
  readonly participant: string;
  readonly mid: string;
  /** Which layer of a simulcast track; null where there is one only. */
  readonly substream: number | null;
}

/** Pictures that are received before the device has said what it shows. */
export const FIRST_PICTURES = 9;
/** Pictures that were shown and are not now are kept ready, paused; this many connections are kept in all. */
const MOST_PICTURES = 60;

/** Layers are 320, 640 and 1280 pixels wide, the smallest first; one is stretched by a quarter at most. */
const STRETCHED = 1.25;
const LAYER_WIDTHS = [320, 640];

/** The smallest layer that is large enough for a picture of that width. */
export function layerFor(width: number): number {
  const fitting = LAYER_WIDTHS.findIndex((layer) => width <= layer * STRETCHED);
  return fitting === -1 ? LAYER_WIDTHS.length : fitting;
}

/** What a track is, as its sender has said; null for what nobody of ours has sent. */
export const sourceOf = ({ description }: PublishedStream): MediaSource | null =>
  Object.values(MediaSource).find((source) => source === description) ?? null;

const isPicture = (source: MediaSource): boolean => source === 'CAMERA' || source === 'SCREEN';

/** The tile that shows a picture; undefined where none does. */
const tileOf = (tiles: readonly Tile[], participant: string, source: MediaSource): Tile | undefined =>
  tiles.find((tile) => tile.participantId === participant && tile.screen === (source === 'SCREEN'));

/** All sound, and the pictures that are shown; until the device has said which, the first few cameras. */
export function wantedOf(sent: Sent, tiles: readonly Tile[] | null): readonly Wanted[] {
  let pictures = 0;
  return [...sent].flatMap(([participant, streams]) =>
    streams.flatMap((stream): readonly Wanted[] => {
      const source = sourceOf(stream);
      if (source === null) return [];
      const want = { participant, mid: stream.mid };
      if (!isPicture(source)) return [{ ...want, substream: null }];
      if (source === 'CAMERA') pictures += 1;
      const guess = source === 'CAMERA' && pictures <= FIRST_PICTURES ? { width: 320 } : undefined;
      const tile = tiles ? tileOf(tiles, participant, source) : guess;
      if (!tile) return [];
      return [{ ...want, substream: stream.simulcast ? layerFor(tile.width) : null }];
    }),
  );
}

/** How a track that is received is sent at the moment. */
export interface Chosen {
  /** null where another process chose, and only the media server knows. */
  readonly send: boolean | null;
  readonly substream: number | null;
}

/** What has to be asked for so that a device receives what it wants. */
export interface Changes {
  /** These need an offer and an answer. */
  readonly subscribe: readonly StreamChoice[];
  readonly unsubscribe: readonly StreamChoice[];
  /** These do not. */
  readonly choose: readonly LayerChoice[];
}

const keyOf = (participant: string | undefined, mid: string | undefined): string =>
  `${participant ?? ''} ${mid ?? ''}`;

/**
 * From what is received to what is wanted: a picture that is shown no more is paused, so that it comes back at once;
 * where many are paused, the first of them are given up.
 */
export function changesTo(
  wanted: readonly Wanted[],
  received: readonly ReceivedStream[],
  chosen: ReadonlyMap<string, Chosen>,
): Changes {
  const active = received.filter((stream) => stream.active);
  const here = new Map(active.map((stream) => [keyOf(stream.participant, stream.theirMid), stream]));
  const wants = new Map(wanted.map((want) => [keyOf(want.participant, want.mid), want]));
  const subscribe = wanted
    .filter((want) => !here.has(keyOf(want.participant, want.mid)))
    .map(({ participant, mid, substream }) => ({
      ...{ participant, mid },
      ...(substream !== null && { substream, temporal: 2 }),
    }));
  const idle = [...here].filter(([key]) => !wants.has(key)).map(([, stream]) => stream);
  const surplus = Math.max(0, active.length + subscribe.length - MOST_PICTURES - wanted.length);
  const unsubscribe = idle
    .slice(0, surplus)
    .map(({ participant = '', theirMid = '' }) => ({ participant, mid: theirMid }));
  const pause = idle
    .slice(surplus)
    .flatMap(({ mid }): readonly LayerChoice[] =>
      chosen.get(mid)?.send === false ? [] : [{ mid, send: false }],
    );
  const play = [...wants].flatMap(([key, { substream }]): readonly LayerChoice[] => {
    const stream = here.get(key);
    const now = stream && (chosen.get(stream.mid) ?? { send: true, substream: null });
    if (!now || (now.send && now.substream === substream)) return [];
    return [{ mid: stream.mid, send: true, ...(substream !== null && { substream, temporal: 2 }) }];
  });
  return { subscribe, unsubscribe, choose: [...pause, ...play] };
}
