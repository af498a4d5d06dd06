import type { ErrorCode } from '../../../generated/contract';
import type { SendMessageInput } from '../../../generated/graphql';
import type { OutgoingFile } from '../files/outgoing-file';

/** What is to be sent, whole, as sendMessage takes it; the key makes a repetition harmless. */
export type OutgoingMessage = Readonly<SendMessageInput>;

/** How far something in the outbox got: it waits, was refused, or is a message now. */
export type OutboxState = 'waiting' | 'failed' | 'sent';

/** Something written and not yet known to be kept by the server. */
export interface OutboxItem {
  readonly key: string;
  readonly userId: string;
  readonly channelId: string;
  readonly kind: 'sendMessage';
  readonly input: OutgoingMessage;
  /** Files that go with it and are not with the server yet; its attachments, once they are. */
  readonly files?: readonly OutgoingFile[];
  /** Grows with every item, so that order survives a reload. */
  readonly order: number;
  readonly queuedAt: string;
  readonly state: OutboxState;
  /** Position of the newest message its author had before them when it was written; what it becomes is after it. */
  readonly afterSeq: number;
  /** Whether it may have reached the server: only then may its message arrive before the answer does. */
  readonly attempted: boolean;
  /** Why it was refused, in words for people. */
  readonly reason?: string;
  /** The message it became; it is shown until that message is. */
  readonly messageId?: string;
}

/** What the answer to a sending means for it. */
export type SendStep = 'again' | 'failed';

const TRANSIENT: readonly ErrorCode[] = ['UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED', 'UNAUTHENTICATED'];

/** Refusals are final until somebody tries again; what may pass by itself is sent again. */
export function afterRefusal(codes: readonly ErrorCode[]): SendStep {
  return codes.every((code) => TRANSIENT.includes(code)) ? 'again' : 'failed';
}

/** In the order they were written. */
export function inOrder(items: readonly OutboxItem[]): readonly OutboxItem[] {
  return items.toSorted((a, b) => a.order - b.order);
}

/** The place behind everything that was written before, whatever the clock says. */
export function nextOrder(items: readonly OutboxItem[], now: number): number {
  return Math.max(now, ...items.map(({ order }) => order + 1));
}

/** The one of each channel that is sent next: the oldest that waits. What failed holds up nobody. */
export function nextPerChannel(items: readonly OutboxItem[]): ReadonlyMap<string, OutboxItem> {
  const next = new Map<string, OutboxItem>();
  for (const item of inOrder(items)) {
    if (item.state === 'waiting' && !next.has(item.channelId)) next.set(item.channelId, item);
  }
  return next;
}

/** What became a message long ago is in every snapshot that is read since, so nobody waits for it any more. */
export function isStale(item: OutboxItem, now: number): boolean {
  return item.state === 'sent' && now - Date.parse(item.queuedAt) > STALE_AFTER_MS;
}

const STALE_AFTER_MS = 24 * 3_600_000;
