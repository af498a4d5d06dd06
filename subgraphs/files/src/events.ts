import { isId } from '@parley/kit';

/** The durable stream of a node: what happens to a file, or to a folder and what is directly in it. */
export const nodeStream = (nodeId: string): string =>
  isId('folder', nodeId) ? `folder:${nodeId}` : `file:${nodeId}`;

/** What is appended to a node's stream, by kind. Ids only: a text that may be redacted is never in the log. */
export interface NodeLog {
  /** A file or folder came; told in its own stream and in that of its folder, as all that concerns it is. */
  readonly fileAdded: { readonly nodeId: string };
  /** Renamed, described, versioned, scanned, previewed, locked or acknowledged. */
  readonly fileChanged: { readonly nodeId: string };
  readonly folderChanged: { readonly nodeId: string };
  /** Moved away, thrown away, or removed for good. */
  readonly fileRemoved: { readonly nodeId: string };
  readonly fileCommentChanged: { readonly nodeId: string; readonly commentId: string };
  /** A request for files into a folder began or ended, or something came by it; in the stream of the folder. */
  readonly fileRequestChanged: { readonly nodeId: string; readonly requestId: string };
  /** Who may see it changed; those it may concern, or everybody. Nothing after it reaches those who lost their right. */
  readonly shareChanged: { readonly nodeId: string; readonly personIds: readonly string[] | null };
  /** Somebody looked at it or took a copy; in the stream of the file alone. */
  readonly fileTouched: { readonly nodeId: string; readonly activityId: string };
}

/** The durable stream of an organisation: with whom something was shared. Each hears of what is shared with them alone. */
export const sharingStream = (organizationId: string): string => `sharing:${organizationId}`;

/** The durable stream of a person or team: that what they used, marked, threw away or keep is no longer as it was. */
export const ownStream = (holderId: string): string => `own:${holderId}`;

/** The durable stream of what other subgraphs are told of a file: `fileTold`, `fileForgotten`; nobody follows it live. */
export const toldStream = (fileId: string): string => `told:${fileId}`;

/** Ephemeral: how far an upload is. */
export const uploadTopic = (uploadId: string): string => `upload:${uploadId}`;
