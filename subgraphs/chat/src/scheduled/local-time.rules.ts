/** A moment as clocks and calendars on a wall show it. */
export interface WallTime {
  /** YYYY-MM-DD */
  readonly date: string;
  /** HH:MM or HH:MM:SS */
  readonly time: string;
}

const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** What clocks of an IANA time zone show at an instant. */
export function wallTimeAt(at: Date, zone: string): WallTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '00';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

const asIfUtc = ({ date, time }: WallTime): number => Date.parse(`${date}T${time.slice(0, 8)}Z`);

/** How far ahead of UTC a zone is at an instant, in milliseconds. */
const offsetAt = (ms: number, zone: string): number =>
  asIfUtc(wallTimeAt(new Date(ms), zone)) - Math.floor(ms / 1_000) * 1_000;

/**
 * The instant at which clocks of a zone show that. Where they show it twice (they were put back) the first one; where
 * they never do (they were put forward) as much later as they were put forward, as everybody's calendar does it.
 * https://tc39.es/proposal-temporal/docs/ambiguity.html, "compatible"
 */
export function instantOf(wall: WallTime, zone: string): Date {
  const ms = asIfUtc(wall);
  const [before, after] = [offsetAt(ms - DAY_MS, zone), offsetAt(ms + DAY_MS, zone)];
  const shown = [before, after].filter((offset) => offsetAt(ms - offset, zone) === offset);
  return new Date(ms - (shown.length > 0 ? Math.max(...shown) : before));
}

/** The next instant after `now` at which clocks of a zone show that time of day. */
export function nextAt(now: Date, time: string, zone: string): Date {
  const today = Date.parse(`${wallTimeAt(now, zone).date}T00:00:00Z`);
  for (let day = 0; ; day += 1) {
    const date = new Date(today + day * DAY_MS).toISOString().slice(0, 10);
    const at = instantOf({ date, time: withSeconds(time) }, zone);
    if (at > now) return at;
  }
}

/** HH:MM:SS of a time of day with or without seconds or a fraction of them. */
export const withSeconds = (time: string): string => (time.length === 5 ? `${time}:00` : time.slice(0, 8));
