interface Person {
  readonly id: string;
  readonly displayName: string;
}

interface Reacted {
  readonly reactions: readonly {
    readonly __typename: 'Reaction';
    readonly emoji: string;
    readonly count: number;
    readonly users: readonly Person[] | null;
  }[];
  readonly viewerReactions: readonly string[];
}

/** The emoji offered before the whole picker. */
export const quickEmoji = ['👍', '❤️', '🎉'] as const;

/** What a message looks like once the viewer's reaction is added, or taken back where it was there. */
export function afterOwnReaction(message: Reacted, emoji: string, viewer: Person) {
  const removing = message.viewerReactions.includes(emoji);
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  const others = (known?.users ?? []).filter(({ id }) => id !== viewer.id).map(personOf);
  const changed = {
    __typename: 'Reaction' as const,
    emoji,
    count: Math.max(0, (known?.count ?? 0) + (removing ? -1 : 1)),
    users: removing ? others : [...others, personOf(viewer)],
  };
  const kept = message.reactions.map((reaction) =>
    reaction.emoji === emoji ? changed : { ...reaction, users: reaction.users?.map(personOf) ?? null },
  );
  return {
    reactions: (known ? kept : [...kept, changed]).filter(({ count }) => count > 0),
    viewerReactions: removing
      ? message.viewerReactions.filter((each) => each !== emoji)
      : [...message.viewerReactions, emoji],
  };
}

function personOf({ id, displayName }: Person) {
  return { __typename: 'User' as const, id, displayName };
}
