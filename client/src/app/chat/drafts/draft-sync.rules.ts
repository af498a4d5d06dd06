import type { AttachmentInput } from '../../../generated/graphql';

/** What this device knows of a draft. `text` is what is stored: mentions are links in it. */
export interface LocalDraft {
  readonly text: string;
  /** Files that are to go with it. */
  readonly attachments: readonly AttachmentInput[];
  /** Both, as `saidOf` puts them. */
  readonly said: string;
  /** What the server is known to have, in the same way; null for none. */
  readonly synced: string | null;
  /** The draft's id there; null while it was never kept. */
  readonly id: string | null;
  /** The channel that it is written in; null where this device never asked. */
  readonly channelId?: string | null;
}

/** Where the server keeps a draft. */
export interface ServerPlace {
  readonly channelId: string;
  readonly threadId: string | null;
}

/** What a draft says and shows, in one text that can be compared: its own, where there are no files. */
export const saidOf = (text: string, attachments: readonly AttachmentInput[]): string =>
  attachments.length === 0
    ? text
    : `${text}\0${JSON.stringify(attachments.map(({ fileId, caption }) => [fileId, caption ?? null]))}`;

/**
 * How the server names a place; null where it has none. Whoever begins to answer opens the thread by that, so that a
 * thread in which nobody has answered yet has its place as well.
 */
export function serverPlace(place: string, channelId: string | null): ServerPlace | null {
  if (place.startsWith('channel_')) return { channelId: place, threadId: null };
  return place.startsWith('thread_') && channelId ? { channelId, threadId: place } : null;
}

/** What is to be done about a place when the server says what it has. */
export type Step = 'none' | 'take' | 'drop' | 'push';

/**
 * What a device does when it hears what the server has: what was typed or attached here and is not there yet wins, for
 * somebody is looking at it; else what the server has, which came from another device.
 */
export function stepAt(local: LocalDraft | null, server: string | null): Step {
  const dirty = local !== null && local.said !== (local.synced ?? '');
  if (server === (local?.said ?? null)) return 'none';
  if (dirty) return 'push';
  return server === null ? 'drop' : 'take';
}
