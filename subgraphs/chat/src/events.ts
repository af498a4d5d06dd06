/** The durable stream of a channel: everything its readers see live, in one order. */
export const channelStream = (channelId: string): string => `channel:${channelId}`;

/** What is appended to a channel's stream, by kind. Ids only: a text that may be redacted is never in the log. */
export interface ChannelLog {
  readonly messageAdded: { readonly messageId: string };
  readonly messageChanged: { readonly messageId: string };
  readonly messageRemoved: { readonly messageId: string };
  readonly reactionChanged: {
    readonly messageId: string;
    readonly emoji: string;
    readonly added: boolean;
    readonly personId: string;
  };
  readonly readMoved: { readonly personId: string; readonly seq: number };
  readonly memberAdded: { readonly membershipId: string; readonly personId: string };
  readonly memberChanged: { readonly membershipId: string; readonly personId: string };
  readonly memberRemoved: { readonly personId: string };
  readonly channelChanged: { readonly channelId: string };
}

/** Ephemeral: who types in a channel. */
export const typingTopic = (channelId: string): string => `typing:${channelId}`;

/** Ephemeral: somebody's presence changed. */
export const presenceTopic = (personId: string): string => `presence:${personId}`;

/** Ephemeral: something of that person's sidebar changed that no channel stream tells. */
export const sidebarTopic = (personId: string): string => `sidebar:${personId}`;

/** Ephemeral: a channel open to the organisation came, changed or went. */
export const directoryTopic = (organizationId: string): string => `directory:${organizationId}`;
