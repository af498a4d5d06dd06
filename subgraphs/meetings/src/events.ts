/** The durable stream of a person's calls, on all their devices. */
export const callsStream = (personId: string): string => `calls:${personId}`;

/** What is appended to it, by kind. Ids only. */
export interface CallLog {
  /** Somebody rings the person. */
  readonly callRinging: { readonly callId: string };
  /** Answered, held, transferred, ended, or somebody in it switched their media or was lost. */
  readonly callChanged: { readonly callId: string };
}

/** The durable stream of what other subgraphs are told of a call or a room; nobody follows it live. */
export const toldStream = (id: string): string => `told:${id}`;

/** What others are told when a call is over, so that the conversation of the two shows it. */
export interface CallTold {
  readonly callId: string;
  readonly callerId: string;
  readonly calleeId: string;
  /** Whether the two talked. */
  readonly answered: boolean;
}

/** What others are told of a room: chat gives it a channel and shows when it begins and ends. */
export interface MeetingTold {
  readonly meetingId: string;
  readonly organizationId: string;
  readonly title: string;
  /** The channel it was made in; null for one that has its own. */
  readonly channelId: string | null;
  readonly createdById: string | null;
  /** Whether it runs, also while everybody has just gone. */
  readonly isLive: boolean;
  /** Whether it is over and does not begin again. */
  readonly isOver: boolean;
  /** Whether everybody in it writes, or only who leads it. */
  readonly everybodyWrites: boolean;
}

/** What identity is told of the link of a room, so that it lets guests in by it: `meetingLinkTold`. */
export interface MeetingLinkTold {
  readonly meetingId: string;
  readonly organizationId: string;
  readonly title: string;
  readonly createdById: string | null;
  /** What its secret part is recognised by. */
  readonly linkHash: string | null;
  /** Whether guests may come by it. */
  readonly isOpen: boolean;
  /** Who is in the room and stays, whatever link they came by. */
  readonly stayingIds: readonly string[];
}

/** Ephemeral: WebRTC signalling for one participant. */
export const mediaTopic = (participantId: string): string => `media:${participantId}`;

/** The durable stream of a meeting, for everybody in it. */
export const meetingStream = (meetingId: string): string => `meeting:${meetingId}`;

/** What is appended to it, by kind. Ids only. */
export interface MeetingLog {
  /** It began, ended, was locked, spotlighted or set anew; `all` where the right of everybody may have changed. */
  readonly meetingChanged: {
    readonly meetingId: string;
    readonly all?: true;
    /** Who may see less now. */
    readonly lostBy?: readonly string[];
  };
  /** Somebody came, waits, switched media, raised a hand, got a role or left; `lostBy` is who may see less now. */
  readonly participantChanged: {
    readonly participantId: string;
    readonly lostBy?: string;
    /** Who that is and where they stand, for other subgraphs: who is in a room is in its channel. */
    readonly place?: { readonly personId: string; readonly role: string; readonly state: string };
  };
  /** A question was asked, supported, answered or taken out. */
  readonly questionChanged: { readonly questionId: string };
  /** Somebody's words were written down. */
  readonly transcriptGrew: { readonly segmentId: string };
  /** Somebody's connection was bad for a while. */
  readonly qualityDropped: { readonly participantId: string; readonly score: number };
  /** Breakout rooms were planned, opened or closed, or help is wanted in one. */
  readonly breakoutsChanged: { readonly meetingId: string };
  /** A recording waits for consent, runs, stopped or is ready, or somebody answered. */
  readonly recordingChanged: { readonly recordingId: string };
}

/** What files are told when a recording can be played, so that they take it over. */
export interface RecordingTold {
  readonly recordingId: string;
  readonly organizationId: string;
  /** Whose file it becomes: of whoever started it. */
  readonly ownerId: string;
  /** Those who were there while it ran: they may play it. */
  readonly audienceIds: readonly string[];
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** The durable stream of one who waits to be let in; nobody else's. */
export const lobbyStream = (participantId: string): string => `lobby:${participantId}`;

/** The durable stream of what the media server of a meeting is to be told; nobody follows it live. */
export const routedStream = (meetingId: string): string => `routed:${meetingId}`;

/** Ephemeral: who speaks, reacts and points in a meeting. */
export const signalsTopic = (meetingId: string): string => `signals:${meetingId}`;
