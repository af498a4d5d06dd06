import type { RequestContext } from '@parley/kit';
import type { MeetingLinks } from './link/links.js';
import type { MediaMode } from './meeting/meeting-kind.js';
import type { MeetingRow } from './meeting/meeting.table.js';
import type { ParticipantRow } from './participant/participant.table.js';
import type { RoutedMedia } from './routed/routed-media.js';
import type { Provider } from './transcription/provider.js';

/**
 * What rooms ask of a media server. The rows are the truth of who is in and what they may send: all but seated() is
 * called inside the transaction that changes them, so that what has to reach the server does so once that is committed.
 */
export interface RoomMedia {
  /** What a room that begins now runs with; UNAVAILABLE where no server answers. */
  mode(): MediaMode;
  /** Somebody's device asks for the place it took, maybe from another. @returns the token for the server, if it takes one */
  seated(ctx: MeetingsContext, meeting: MeetingRow, participant: ParticipantRow): Promise<string | null>;
  /** What somebody may send was changed by others: what they may not is passed on no longer. */
  held(ctx: RequestContext, participant: ParticipantRow): Promise<void>;
  /** Somebody is out: nothing more of them is passed on, and nothing more reaches them. */
  left(ctx: RequestContext, participant: ParticipantRow): Promise<void>;
  /** The room is over, or nobody is in it any more. */
  closed(ctx: RequestContext, meetingId: string): Promise<void>;
}

/** What the installation sets for calls and rooms. */
export interface CallSettings {
  readonly ringSeconds: number;
  /** Addresses of relays and address servers; empty where there are none. */
  readonly relayUrls: readonly string[];
  /** What relays and we share; null where relays ask for no credentials. */
  readonly relaySecret: string | null;
  /** Where the media of rooms runs; null where no media server is set up. */
  readonly media: RoomMedia | null;
  /** Makes the links of rooms. */
  readonly links: MeetingLinks;
  /** How many may be in a room at once. */
  readonly roomSize: number;
  /** How long a room that was begun at once stays open with nobody in it, in seconds. */
  readonly emptySeconds: number;
}

/** What the installation sets for recordings. */
export interface RecordingSettings {
  /** For how long an answer of those who are asked is waited for. */
  readonly askSeconds: number;
  /** For how long a recording is kept. */
  readonly days: number;
  /** Writes down what was recorded; null where there is none. */
  readonly provider: Provider | null;
}

/** What the use cases of meetings are given. */
export interface MeetingsContext extends RequestContext {
  readonly calls: CallSettings;
  readonly recording: RecordingSettings;
  /** The media servers, and the part that this process has in what goes through them. */
  readonly routed: RoutedMedia;
}
