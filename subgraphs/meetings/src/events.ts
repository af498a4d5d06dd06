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
