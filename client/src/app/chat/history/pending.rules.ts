import type { OutboxItem } from '../../core/graphql/outbox.rules';

interface ArrivedMessage {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly author: { readonly id: string } | null;
}

/** A conversation with what is on its way: the messages that are shown, and below them what was written. */
export interface WithPending<M> {
  readonly messages: readonly M[];
  readonly pending: readonly OutboxItem[];
  /** Keys of what is shown as a message now, and can be forgotten. */
  readonly settled: readonly string[];
}

/**
 * Shows each thing that was written once, as what was written or as the message it became. Which message that is the
 * server's answer says, by its id. A message may come over the live line before the answer does: as long as something
 * may have reached the server and is not answered, messages of the viewer from after it was written stay back, for one of
 * them may be it. The answer comes in the next moment and tells; words and clocks are never compared.
 */
export function withPending<M extends ArrivedMessage>(
  messages: readonly M[],
  items: readonly OutboxItem[],
  viewerId: string,
): WithPending<M> {
  const arrived = new Set(messages.map(({ id }) => id));
  const settled = items.filter(({ messageId }) => messageId && arrived.has(messageId));
  const claimed = new Set(items.map(({ messageId }) => messageId));
  const open = items.filter(({ state, attempted }) => state === 'waiting' && attempted);
  const since = Math.min(...open.map(({ afterSeq }) => afterSeq));
  const mayBeOne = ({ id, seq, kind, author }: M): boolean =>
    author?.id === viewerId && kind !== 'SYSTEM' && kind !== 'CALL' && seq > since && !claimed.has(id);
  return {
    messages: open.length > 0 ? messages.filter((message) => !mayBeOne(message)) : messages,
    pending: items.filter((item) => !settled.includes(item)),
    settled: settled.map(({ key }) => key),
  };
}
