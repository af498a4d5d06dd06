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
