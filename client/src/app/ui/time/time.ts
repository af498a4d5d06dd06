const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

function dayNumber(instant: Date, zone: string | undefined): number {
  const parts = format('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  );
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / 86_400_000);
}

function yearOf(instant: Date, zone: string | undefined): string {
  return format('en-CA', { timeZone: zone, year: 'numeric' }).format(instant);
}

/** Hour and minute, always of 24 hours, in a zone or the reader's own. */
export function clockTime(instant: Date, locale: string, zone?: string): string {
  return format(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
    instant,
  );
}

/** The time to the second, where seconds are what one looks for. */
export function preciseTime(instant: Date, locale: string): string {
  return format(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    instant,
  );
}

/** How many days an instant lies after another in a zone; negative before it. */
export function daysBetween(instant: Date, now: Date, zone?: string): number {
  return dayNumber(instant, zone) - dayNumber(now, zone);
}

/** Today, yesterday and tomorrow in words of the language, other days with their weekday, other years with the year. */
export function relativeDay(instant: Date, now: Date, locale: string, zone?: string): string {
  const days = daysBetween(instant, now, zone);
  if (Math.abs(days) <= 1) {
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  }
  const sameYear = yearOf(instant, zone) === yearOf(now, zone);
  return format(locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  }).format(instant);
}

/** A day of these weeks, where there is little room: "Mon, 23 Nov". */
export function shortDay(instant: Date, locale: string, zone?: string): string {
  return format(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(instant);
}

/** Languages whose comma is another one. */
const ARABIC_COMMA = /^(?:ar|fa|ur)\b/;

/** Day and time: "yesterday, 14:07". */
export function dayAndTime(instant: Date, now: Date, locale: string, zone?: string): string {
  const comma = ARABIC_COMMA.test(locale) ? '،' : ',';
  return `${relativeDay(instant, now, locale, zone)}${comma} ${clockTime(instant, locale, zone)}`;
}
