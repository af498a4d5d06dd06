const MINUTE_MS = 60_000;

/** A moment as `<input type="datetime-local">` holds it: in the clock of the device, to the minute; empty for none. */
export function inputOf(moment: string | null): string {
  if (moment === null) return '';
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}

/** The moment that such an input holds; null for none. */
export const momentOf = (value: string): string | null => (value ? new Date(value).toISOString() : null);
