import { comingsBetween } from './room.rules';

/** Somebody in a room, as far as it is told of them. */
export interface Told {
  readonly displayName: string;
  readonly screen: boolean;
  readonly handRaisedAt?: string | null;
}

/** Who is in a room at a moment, by the ids of their places. */
export type Present = ReadonlyMap<string, Told>;

/** Something that happened in a room, and to whom, by name. */
export interface Tiding {
  readonly what: 'came' | 'left' | 'shares' | 'sharesNoMore' | 'hand';
  readonly names: readonly string[];
}

/** Where so many are, people come and go all the time: nobody listens to all their names. */
const CROWD = 25;

const namesOf = (people: Present): ReadonlyMap<string, string> =>
  new Map([...people].map(([id, { displayName }]) => [id, displayName]));

/** Whose state became another, of those who were there before as well. */
function turned(
  before: Present,
  now: Present,
  ownId: string | null,
  is: (person: Told) => boolean,
): string[] {
  return [...now].flatMap(([id, person]) => {
    const known = before.get(id);
    return id !== ownId && known && is(person) && !is(known) ? [person.displayName] : [];
  });
}

/**
 * What is said of what happened between two moments to whoever does not see it; oneself is left out. Whoever begins to
 * share is told in every room, who comes and goes in those where one knows each other, and hands to those who keep order.
 */
export function tidingsBetween(
  before: Present,
  now: Present,
  ownId: string | null,
  keepsOrder: boolean,
): readonly Tiding[] {
  const { came, left } = comingsBetween(namesOf(before), namesOf(now), ownId);
  const isCrowd = Math.max(before.size, now.size) > CROWD;
  const shares = [
    ...turned(before, now, ownId, ({ screen }) => screen),
    ...[...now].flatMap(([id, { screen, displayName }]) =>
      screen && id !== ownId && !before.has(id) ? [displayName] : [],
    ),
  ];
  const all: readonly Tiding[] = [
    { what: 'came', names: isCrowd ? [] : came },
    { what: 'left', names: isCrowd ? [] : left },
    { what: 'shares', names: shares },
    { what: 'sharesNoMore', names: turned(before, now, ownId, ({ screen }) => !screen) },
    {
      what: 'hand',
      names: keepsOrder ? turned(before, now, ownId, (person) => person.handRaisedAt != null) : [],
    },
  ];
  return all.filter(({ names }) => names.length > 0);
}
