/** A moment as `<input type="datetime-local">` holds it: in the clock of the device, to the minute. */
export function dueInputOf(at: string | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
