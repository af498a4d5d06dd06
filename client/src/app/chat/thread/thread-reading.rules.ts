import type { ThreadPageQuery } from '../../../generated/graphql';
import type { ChannelEvent } from '../channel/channel-events.rules';

type Positions = NonNullable<ThreadPageQuery['thread']>['readPositions'];

/** How far people have read a thread after an event; where that is not shown it stays so. */
export function afterThreadReading(
  { id, readPositions }: { readonly id: string; readonly readPositions: Positions },
  event: ChannelEvent,
): Positions {
  if (!readPositions || event.__typename !== 'ReadMoved' || event.threadId !== id || !event.user) {
    return readPositions;
  }
  const { user, seq } = event;
  const before = readPositions.find((position) => position.user?.id === user.id);
  if (before && before.lastReadSeq >= seq) return readPositions;
  const others = readPositions.filter((position) => position !== before);
  return [...others, { __typename: 'ReadPosition', user, lastReadSeq: seq }];
}
