import type { OutboxItem } from '../../core/graphql/outbox.rules';

interface ArrivedMessage {
  readonly id: string;
  readonly text: string | null;
  readonly sentAt: string;
  readonly author: { readonly id: string } | null;
}

// Clocks of browsers and servers differ by seconds; a message that arrives before its answer is known by its words.
const skewMs = 5_000;

/** What was written and is not among the messages yet, so that nothing is shown twice while it arrives. */
export function stillPending(
  items: readonly OutboxItem[],
  messages: readonly ArrivedMessage[],
  viewerId: string,
): readonly OutboxItem[] {
  const arrived = new Set(messages.map(({ id }) => id));
  const settled = new Set(items.map(({ messageId }) => messageId));
  const unclaimed = messages.filter(({ id, author }) => author?.id === viewerId && !settled.has(id));
  return items.filter((item) => {
    if (item.state === 'failed') return true;
    if (item.messageId) return !arrived.has(item.messageId);
    const since = Date.parse(item.queuedAt) - skewMs;
    const match = unclaimed.findIndex(
      ({ text, sentAt }) => text === item.input.text && Date.parse(sentAt) >= since,
    );
    if (match >= 0) unclaimed.splice(match, 1);
    return match < 0;
  });
}
