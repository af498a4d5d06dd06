import type { ChannelKind, MemberRole } from '../channel/channel.js';
import { type Name, mentionOf } from './people.js';

/** What else is true of a line. */
export interface LineFacts {
  /** Its name, for answers to it. */
  readonly as?: string;
  /** The name of the line it answers. */
  readonly to?: string;
  /** The name of the line in whose thread it stands. */
  readonly in?: string;
  readonly reactions?: Readonly<Record<string, readonly Name[]>>;
  readonly edited?: true;
  readonly deleted?: true;
}

/** One message: when on the clocks of Edinburgh, who, what. */
export type Line = readonly [time: string, by: Name, text: string, facts?: LineFacts];

/** The messages of one working day, counted back from the day of seeding. */
export interface Day {
  readonly workingDaysAgo: number;
  readonly lines: readonly Line[];
}

/** A channel of the demo. */
export interface Conversation {
  /** Its demo number, shared with identity's guest pass and the client's tests. */
  readonly n: number;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly topic: string | null;
  readonly icon?: string;
  readonly postingRole?: MemberRole;
  readonly departmentId?: string;
  readonly owner: Name;
  readonly moderators?: readonly Name[];
  readonly members: readonly Name[];
  readonly guests?: readonly Name[];
  /** How many of the newest messages somebody has not read. */
  readonly unread?: Readonly<Partial<Record<Name, number>>>;
  readonly days: readonly Day[];
}

export const day = (workingDaysAgo: number, lines: readonly Line[]): Day => ({ workingDaysAgo, lines });

/** `@{amara}` in a script becomes what the composer writes; `@{channel}` and `@{here}` too. */
export function spelled(text: string): string {
  return text.replaceAll(/@\{(\w+)\}/g, (_match, name: string) => {
    return name === 'channel' || name === 'here' ? `[@${name}](mention:${name})` : mentionOf(name as Name);
  });
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function londonOf(instant: Date): { readonly date: string; readonly time: string } {
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    date: `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`,
    time: `${part['hour'] ?? ''}:${part['minute'] ?? ''}`,
  };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const isWorkingDay = (date: Date): boolean => date.getUTCDay() !== 0 && date.getUTCDay() !== 6;

/** The instant at which the clocks of Edinburgh show that time on that date; summer time is an hour ahead of UTC. */
function instantOf(date: string, time: string): Date {
  const utc = new Date(`${date}T${time}:00Z`);
  return londonOf(utc).time === time ? utc : new Date(utc.getTime() - HOUR_MS);
}

/** When the working day is over that the scripts call today; before that, theirs was the working day before. */
const DAY_IS_OVER = '15:00';

/** The instant of a line of a script, for conversations that end before `now`. */
export function whenWas(now: Date, workingDaysAgo: number, time: string): Date {
  const today = londonOf(now);
  let date = new Date(`${today.date}T00:00:00Z`);
  if (today.time < DAY_IS_OVER) date = new Date(date.getTime() - DAY_MS);
  while (!isWorkingDay(date)) date = new Date(date.getTime() - DAY_MS);
  for (let left = workingDaysAgo; left > 0; left -= isWorkingDay(date) ? 1 : 0) {
    date = new Date(date.getTime() - DAY_MS);
  }
  return instantOf(date.toISOString().slice(0, 10), time);
}
