/** The start of a day in the clock of the device; null for what is no day. */
function startOf(day: string, later = 0): Date | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const start = new Date(year, month - 1, date + later);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(start.getTime()) ? start : null;
}

/**
 * Where a table is had of what was from the first day to the last one and on it; days as `<input type="date">` holds
 * them, empty for no bound.
 */
export function addressOfExport(table: string, from: string, to: string): string {
  const query = new URLSearchParams();
  const [start, end] = [startOf(from), startOf(to, 1)];
  if (start) query.set('from', start.toISOString());
  if (end) query.set('to', end.toISOString());
  return query.size === 0 ? table : `${table}?${query.toString()}`;
}
