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
  readonly readMoved: { readonly personId: string; readonly seq: number; readonly threadId?: string };
  readonly threadChanged: { readonly threadId: string };
  readonly memberAdded: { readonly membershipId: string; readonly personId: string };
  readonly memberChanged: { readonly membershipId: string; readonly personId: string };
  readonly memberRemoved: { readonly personId: string };
  readonly channelChanged: {
    readonly channelId: string;
    /** That nobody lost the right to read by it; else every follower's right is asked for again. */
    readonly sameReaders: boolean;
  };
}

/** The durable stream of what other subgraphs are told of a channel or file of chat's; nobody follows it live. */
export const toldStream = (id: string): string => `told:${id}`;

/** What is appended to it. */
export interface ToldLog {
  readonly channelTold: {
    readonly channelId: string;
    readonly organizationId: string;
    readonly kind: string;
    readonly name: string;
    readonly region: string | null;
    readonly access: readonly { readonly attribute: string; readonly values: readonly string[] }[];
    /** Everybody in it, where that was not told before; null where `memberAdded` and `memberRemoved` said it. */
    readonly memberIds: readonly string[] | null;
  };
  /** A file that messages show, as it is, and where they do. */
  readonly fileTold: {
    readonly fileId: string;
    readonly organizationId: string;
    readonly ownerId: string;
    readonly name: string;
    readonly mediaType: string;
    readonly kind: string;
    readonly size: number;
    readonly width: number | null;
    readonly height: number | null;
    readonly createdAt: string;
    /** Whether everybody of the organisation may read it. */
    readonly shared: boolean;
    readonly channelIds: readonly string[];
  };
  readonly fileForgotten: { readonly fileId: string };
  /** Where messages show a file that files keeps, all of it; files decides what their readers may do with it. */
  readonly fileShown: {
    readonly fileId: string;
    readonly channels: readonly { readonly channelId: string; readonly personIds: readonly string[] }[];
    /** Whether a message that waits to be sent, or for somebody's decision, shows it. */
    readonly isAwaited: boolean;
  };
}

/** Ephemeral: who types in a channel. */
export const typingTopic = (channelId: string): string => `typing:${channelId}`;

/** Ephemeral: somebody's presence changed. */
export const presenceTopic = (personId: string): string => `presence:${personId}`;

/** The durable stream that tells one person's sidebar of memberships that came, changed or went. */
export const viewerStream = (personId: string): string => `viewer:${personId}`;

/** The durable stream that tells everybody's sidebar of channels open to the organisation. */
export const directoryStream = (organizationId: string): string => `directory:${organizationId}`;

/** The durable stream of who is to be told of what in an organisation: for whoever brings it to them. */
export const notificationStream = (organizationId: string): string => `notifications:${organizationId}`;

/** What is appended to the stream of notifications; people who want none of a message are in none of its rows. */
export interface NotificationLog {
  readonly notificationWanted: {
    readonly messageId: string;
    readonly channelId: string;
    readonly threadId: string | null;
    /** Two people talk, it names them, they follow the thread, or they want every message. */
    readonly reason: 'DIRECT' | 'MENTION' | 'THREAD' | 'MESSAGE';
    /** That it fell into their quiet hours, or they are not to be disturbed: not a sound, and no knock elsewhere. */
    readonly quiet: boolean;
    readonly personIds: readonly string[];
  };
}

/** The durable stream of an organisation's reports: for those who keep order. */
export const moderationStream = (organizationId: string): string => `moderation:${organizationId}`;

/** What is appended to the stream of reports. */
export interface ModerationLog {
  /** A report was made, made again or decided. */
  readonly reportChanged: { readonly reportId: string; readonly channelId: string };
}

/** Ephemeral: that person has read on; other devices of theirs show it. */
export const readTopic = (personId: string): string => `read:${personId}`;

/** Ephemeral: something that person has alone has changed (a draft, a place in the sidebar); other devices look. */
export const ownTopic = (personId: string): string => `own:${personId}`;
