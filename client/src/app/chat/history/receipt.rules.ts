/** How far a member has read. */
export interface ReadPosition {
  readonly userId: string;
  readonly name: string;
  readonly seq: number;
}

/** What the state icon beside an own message says. */
export interface Receipt {
  readonly state: 'kept' | 'read';
  readonly readers: readonly string[];
  readonly everyone: boolean;
}

/** How far each has read by either of two ways; who is in one of them only, by that. */
export function furthest(some: readonly ReadPosition[], others: readonly ReadPosition[]): ReadPosition[] {
  const best = new Map(some.map((position) => [position.userId, position]));
  for (const position of others) {
    if (position.seq > (best.get(position.userId)?.seq ?? -1)) best.set(position.userId, position);
  }
  return [...best.values()];
}

/** Who of the others has read a message. */
export function receiptOf(seq: number, positions: readonly ReadPosition[], viewerId: string): Receipt {
  const others = positions.filter((position) => position.userId !== viewerId);
  const readers = others.filter((position) => position.seq >= seq).map((position) => position.name);
  return {
    state: readers.length > 0 ? 'read' : 'kept',
    readers,
    everyone: readers.length > 0 && readers.length === others.length,
  };
}
