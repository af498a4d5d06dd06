/** Which of the two connections of a participant: what it sends, or what it receives. */
export type Side = 'publisher' | 'subscriber';

/** An ICE candidate as browsers write it. */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid?: string;
  readonly sdpMLineIndex?: number;
}

/** A track of a publisher, as subscribers choose it. */
export interface PublishedStream {
  readonly mid: string;
  readonly type: 'audio' | 'video' | 'data';
  /** What the publisher said it is, such as `camera` or `screen`. */
  readonly description?: string;
  readonly codec?: string;
  readonly simulcast: boolean;
  readonly muted: boolean;
}

/** A track as a subscriber has it: the mid of its own connection, and whose it is. */
export interface ReceivedStream {
  readonly mid: string;
  readonly type: 'audio' | 'video' | 'data';
  readonly active: boolean;
  readonly participant?: string;
  readonly theirMid?: string;
}

/** Somebody in the room whose tracks can be subscribed to. */
export interface Publisher {
  readonly participant: string;
  readonly streams: readonly PublishedStream[];
}

/** How one track of one connection did in the last seconds, as Janus sees it. */
export interface Quality {
  readonly side: Side;
  readonly mid: string;
  readonly media: 'audio' | 'video' | 'data';
  /** The layer of a simulcast track, 0 the smallest; 0 as well where there are none. */
  readonly substream: number;
  readonly rttMs: number;
  /** Packets that did not reach Janus, and that did not reach the participant. */
  readonly lost: number;
  readonly lostByRemote: number;
  readonly jitterMs: number;
  readonly remoteJitterMs: number;
  readonly receivedBitsPerSecond: number;
  readonly sentBitsPerSecond: number;
  /** 0 to 100, counting retransmissions. */
  readonly inQuality: number;
  readonly outQuality: number;
}

/** Whether anything arrives of a track, or of one layer of it. */
export interface Flow {
  readonly mid: string;
  readonly substream: number;
  readonly flows: boolean;
}

/** Why a participant has no seat any more. */
export type LeaveReason = 'left' | 'kicked' | 'room-destroyed' | 'server-lost' | 'timeout';

/**
 * A fact about one participant, told once, whoever else is in the room; but `others` and `gone`, which each seat is
 * told: what the others send, and who sends no more. `flow`: a track stands still, or goes on;
 * when all of them stand still, its browser may be gone, which Janus has no other way to notice.
 */
export type SeatEvent = { readonly server: string; readonly room: string; readonly participant: string } & (
  | { readonly kind: 'joined' }
  | { readonly kind: 'published'; readonly streams: readonly PublishedStream[] }
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'others'; readonly publishers: readonly Publisher[] }
  | { readonly kind: 'gone'; readonly whom: string }
  | { readonly kind: 'left'; readonly reason: LeaveReason }
  | { readonly kind: 'talking'; readonly mid: string; readonly talking: boolean }
  | { readonly kind: 'moderated'; readonly mid: string; readonly muted: boolean }
  | { readonly kind: 'connected'; readonly side: Side }
  | { readonly kind: 'hangup'; readonly side: Side; readonly reason: string }
  | { readonly kind: 'candidate'; readonly side: Side; readonly candidate: Candidate | null }
  | { readonly kind: 'offer'; readonly sdp: string; readonly streams: readonly ReceivedStream[] }
  | { readonly kind: 'layer'; readonly mid: string; readonly substream?: number; readonly temporal?: number }
  | ({ readonly kind: 'flow'; readonly side: Side } & Flow)
  | { readonly kind: 'slow'; readonly side: Side; readonly uplink: boolean; readonly lost: number }
  | ({ readonly kind: 'quality' } & Quality)
);

/** A fact about a media server. `server-lost`: everybody who had a seat there has none any more. */
export interface ServerEvent {
  readonly kind: 'server-ready' | 'server-away' | 'server-lost';
  readonly server: string;
}

export type MediaEvent = SeatEvent | ServerEvent;

/** Hears what happens; called at once and in order, so it has to be quick. */
export type MediaListener = (event: MediaEvent) => void;
