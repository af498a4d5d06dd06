/** The durable stream of a person's calls, on all their devices. */
export const callsStream = (personId: string): string => `calls:${personId}`;

/** What is appended to it, by kind. Ids only. */
export interface CallLog {
  /** Somebody rings the person. */
  readonly callRinging: { readonly callId: string };
  /** Answered, held, transferred, ended, or somebody in it switched their media or was lost. */
  readonly callChanged: { readonly callId: string };
}

/** The durable stream of what other subgraphs are told of a call: `callTold`; nobody follows it live. */
export const toldStream = (callId: string): string => `told:${callId}`;

/** What others are told when a call is over, so that the conversation of the two shows it. */
export interface CallTold {
  readonly callId: string;
  readonly callerId: string;
  readonly calleeId: string;
  /** Whether the two talked. */
  readonly answered: boolean;
}

/** Ephemeral: WebRTC signalling for one participant. */
export const mediaTopic = (participantId: string): string => `media:${participantId}`;

/** The durable stream of a meeting, for everybody in it. */
export const meetingStream = (meetingId: string): string => `meeting:${meetingId}`;

/** What is appended to it, by kind. Ids only. */
export interface MeetingLog {
  /** It began, ended, was locked, spotlighted or set anew; `all` where the right of everybody may have changed. */
  readonly meetingChanged: { readonly meetingId: string; readonly all?: true };
  /** Somebody came, waits, switched media, raised a hand, got a role or left; `lostBy` is who may see less now. */
  readonly participantChanged: { readonly participantId: string; readonly lostBy?: string };
}

/** The durable stream of one who waits to be let in; nobody else's. */
export const lobbyStream = (participantId: string): string => `lobby:${participantId}`;

/** The durable stream of what the media server of a meeting is to be told; nobody follows it live. */
export const routedStream = (meetingId: string): string => `routed:${meetingId}`;

/** Ephemeral: who speaks, reacts and points in a meeting. */
export const signalsTopic = (meetingId: string): string => `signals:${meetingId}`;
