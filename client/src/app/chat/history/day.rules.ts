const written = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The first moment of a day, written as 2026-11-21, where the reader is; null for what is no day. */
export function midnightOf(day: string): Date | null {
  const [, year, month, date] = written.exec(day.trim()) ?? [];
  if (!year || !month || !date) return null;
  const midnight = new Date(Number(year), Number(month) - 1, Number(date));
  // February has no 30th, and JavaScript would take it for a day of March.
  return midnight.getDate() === Number(date) && midnight.getMonth() === Number(month) - 1 ? midnight : null;
}
