import type { PublishedStream, ReceivedStream } from './media-event.js';

/** Enough to take over a seat from another process, while Janus keeps it. */
export interface SeatReference {
  readonly server: string;
  readonly room: string;
  readonly participant: string;
  readonly session: number;
  readonly publisher: number;
  readonly subscriber: number | null;
  readonly privateId: number;
}

/** A track of somebody, or all of theirs; simulcast layers are counted from 0, the smallest. */
export interface StreamChoice {
  readonly participant: string;
  readonly mid?: string;
  readonly substream?: number;
  readonly temporal?: number;
}

/** How a track that is subscribed to is sent; `send: false` pauses it without an offer and an answer. */
export interface LayerChoice {
  readonly mid: string;
  readonly substream?: number;
  readonly temporal?: number;
  readonly send?: boolean;
}

/** What a subscriber has to answer; `sdp` is null while the answer to the offer before is awaited. */
export interface Offer {
  readonly sdp: string | null;
  readonly streams: readonly ReceivedStream[];
}

export interface Publishing {
  readonly answer: string;
  readonly streams: readonly PublishedStream[];
}

export interface PublishOptions {
  readonly e2ee?: boolean;
  readonly bitrate?: number;
  /** What each track is, for those who choose among them: `camera`, `screen`. */
  readonly descriptions?: readonly { readonly mid: string; readonly description: string }[];
}

/** What the media server asks for: the room's password to record, and a token to receive. */
export interface RoomKeys {
  readonly secret: string;
  readonly token: () => string;
}
