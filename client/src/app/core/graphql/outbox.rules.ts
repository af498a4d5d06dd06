import type { ErrorCode } from '../../../generated/contract';

/** What is to be sent; the key makes a repetition harmless. */
export interface OutgoingMessage {
  readonly channelId: string;
  readonly text: string;
  readonly replyToId?: string | null;
  readonly key: string;
}

/** How far something in the outbox got. */
export type OutboxState = 'waiting' | 'failed' | 'sent';

/** Something written and not yet known to be kept by the server. */
export interface OutboxItem {
  readonly key: string;
  readonly userId: string;
  readonly channelId: string;
  readonly kind: 'sendMessage';
  readonly input: OutgoingMessage;
  /** Grows with every item, so that order survives a reload. */
  readonly order: number;
  readonly queuedAt: string;
  readonly state: OutboxState;
  /** Why it was refused, in words for people. */
  readonly reason?: string;
  /** The message it became; it is shown until that message is. */
  readonly messageId?: string;
  readonly seq?: number;
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

/** The one of each channel that is sent next: the oldest that waits. What failed holds up nobody. */
export function nextPerChannel(items: readonly OutboxItem[]): readonly OutboxItem[] {
  const next = new Map<string, OutboxItem>();
  for (const item of inOrder(items)) {
    if (item.state === 'waiting' && !next.has(item.channelId)) next.set(item.channelId, item);
  }
  return [...next.values()];
}
