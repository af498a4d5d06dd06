/** That rooms are open. */
export interface OpenSession {
  readonly openedAt: string;
  readonly closesAt?: string | null;
}

/** A meeting or one of its breakout rooms, as far as it decides where the viewer is to be. */
export interface Whereabouts {
  readonly id: string;
  readonly state: string;
  readonly breakoutSession?: OpenSession | null;
  readonly viewerBreakout?: { readonly id: string } | null;
  readonly parent?: {
    readonly id: string;
    readonly breakoutSession?: OpenSession | null;
    readonly viewerBreakout?: { readonly id: string } | null;
  } | null;
}

/** Where the viewer goes now; `key` is remembered, so that whoever comes back is not sent there again. */
export interface Destination {
  readonly meetingId: string;
  readonly key: string;
}

function sent(hall: Omit<Whereabouts, 'state' | 'parent'>, from: string): Destination | null {
  const { breakoutSession: session, viewerBreakout: room } = hall;
  if (!session || !room || room.id === from) return null;
  return { meetingId: room.id, key: `${session.openedAt} ${room.id}` };
}

/** Where the viewer is to be instead of where they are; null for those who stay. */
export function destinationOf(here: Whereabouts, followed: ReadonlySet<string>): Destination | null {
  const { parent } = here;
  if (parent) {
    const isOver = here.state === 'ENDED' || !parent.breakoutSession;
    if (isOver) return { meetingId: parent.id, key: `back ${here.id}` };
  } else if (here.state === 'ENDED') return null;
  const destination = sent(parent ?? here, here.id);
  return destination && !followed.has(destination.key) ? destination : null;
}

/** Somebody who is shared out. */
export interface Sharable {
  readonly userId: string;
  readonly name: string;
}

/** In an order of its own, by the given source of chance. */
export function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const kept = [...items];
  for (let n = kept.length - 1; n > 0; n -= 1) {
    const other = Math.floor(random() * (n + 1));
    [kept[n], kept[other]] = [kept[other] as T, kept[n] as T];
  }
  return kept;
}

/** Shares people out to so many rooms, one after the other, so that no room has two more than another. */
export const sharedOut = (people: readonly Sharable[], rooms: number): ReadonlyMap<string, number> =>
  new Map(people.map(({ userId }, n) => [userId, n % rooms]));

/** Seconds as a clock that runs down: 4:05. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}
