import type { PublishedStream, Publisher, ReceivedStream } from './media-event.js';

type Fields = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? (value as readonly Fields[]) : [];
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The tracks that VideoRoom says a publisher has; one that was given up stays in its list, disabled. */
export const publishedStreams = (streams: unknown): readonly PublishedStream[] =>
  list(streams)
    .filter((stream) => stream['disabled'] !== true)
    .map((stream) => ({
      mid: String(stream['mid']),
      type: stream['type'] as PublishedStream['type'],
      simulcast: stream['simulcast'] === true,
      muted: stream['moderated'] === true,
      ...(text(stream['description']) && { description: String(stream['description']) }),
      ...(text(stream['codec']) && { codec: String(stream['codec']) }),
    }));

export const publishers = (value: unknown): readonly Publisher[] =>
  list(value).map(({ id, streams }) => ({ participant: String(id), streams: publishedStreams(streams) }));

export const participantIds = (value: unknown): readonly string[] => list(value).map(({ id }) => String(id));

/** The tracks that VideoRoom says a subscriber has; those of people who left stay as empty places. */
export const receivedStreams = (streams: unknown): readonly ReceivedStream[] =>
  list(streams).map((stream) => ({
    mid: String(stream['mid']),
    type: stream['type'] as ReceivedStream['type'],
    active: stream['active'] === true,
    ...(text(stream['feed_id']) && { participant: String(stream['feed_id']) }),
    ...(text(stream['feed_mid']) && { theirMid: String(stream['feed_mid']) }),
  }));

/** What VideoRoom tells a publisher: of itself, and who else can be subscribed to, or no more. */
export type RoomFact =
  | { readonly kind: 'others'; readonly publishers: readonly Publisher[] }
  | { readonly kind: 'gone'; readonly whom: string }
  | { readonly kind: 'talking'; readonly mid: string; readonly talking: boolean }
  | { readonly kind: 'moderated'; readonly mid: string; readonly muted: boolean }
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'over'; readonly reason: 'kicked' | 'room-destroyed' };

export function factOf(data: Fields, participant: string): RoomFact | null {
  const what = data['videoroom'];
  const isOwn = data['id'] === participant;
  if (what === 'destroyed') return { kind: 'over', reason: 'room-destroyed' };
  if ((what === 'talking' || what === 'stopped-talking') && isOwn) {
    return { kind: 'talking', mid: String(data['mid']), talking: what === 'talking' };
  }
  if (typeof data['moderation'] === 'string' && isOwn) {
    return { kind: 'moderated', mid: String(data['mid']), muted: data['moderation'] === 'muted' };
  }
  if (Array.isArray(data['publishers'])) {
    return { kind: 'others', publishers: publishers(data['publishers']) };
  }
  const whom = data['unpublished'] ?? data['leaving'] ?? data['kicked'];
  if (typeof whom === 'string' && whom !== 'ok' && whom !== participant) return { kind: 'gone', whom };
  if (data['unpublished'] === 'ok') return { kind: 'unpublished' };
  if (data['leaving'] === 'ok' && data['reason'] === 'kicked') return { kind: 'over', reason: 'kicked' };
  return null;
}
