/** A meeting as far as it decides in which list it stands, and where. */
export interface ListedRoom {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
}

/** The lists in which meetings are shown, in this order. */
export const LISTS = ['now', 'planned', 'permanent', 'past'] as const;
export type ListName = (typeof LISTS)[number];

/** How long a planned meeting that nobody began is still shown as coming, after its time is over. */
const MISSED_MS = 60 * 60_000;

const at = (moment: string | null | undefined): number => (moment ? Date.parse(moment) : 0);

/** Where a meeting stands, now. */
export function listOf(room: ListedRoom, now: Date): ListName {
  if (room.state === 'ENDED') return 'past';
  if (room.state === 'LIVE' || room.state === 'FAILED') return 'now';
  if (room.kind === 'PERMANENT') return 'permanent';
  const planned = at(room.endsAt) || at(room.startsAt);
  // One that was begun now and that everybody left waits for whoever comes back.
  if (!planned) return 'now';
  return planned + MISSED_MS < now.getTime() ? 'past' : 'planned';
}

/** When a meeting was, for the order of what is over. */
const wasAt = (room: ListedRoom): number => at(room.finishedAt) || at(room.startedAt) || at(room.startsAt);

/** Meetings by list: what runs longest and what begins next stand first, and so does what was last. */
export function listsOf<T extends ListedRoom>(
  rooms: readonly T[],
  now: Date,
): Readonly<Record<ListName, readonly T[]>> {
  const of = (name: ListName): T[] => rooms.filter((room) => listOf(room, now) === name);
  return {
    now: of('now').sort((a, b) => at(a.startedAt) - at(b.startedAt)),
    planned: of('planned').sort((a, b) => at(a.startsAt) - at(b.startsAt)),
    permanent: of('permanent'),
    past: of('past').sort((a, b) => wasAt(b) - wasAt(a)),
  };
}

/** How many minutes until it begins, rounded up; null where that is more than an hour away, or past. */
export function minutesUntil({ startsAt }: Pick<ListedRoom, 'startsAt'>, now: Date): number | null {
  const left = at(startsAt) - now.getTime();
  return startsAt && left > 0 && left <= 60 * 60_000 ? Math.ceil(left / 60_000) : null;
}
