import type { HourSpan } from './working-day';

function clock(hour: number): string {
  const minutes = Math.round(hour * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** "09:00–14:00", or empty when there are no hours. */
export function spokenHours(spans: readonly HourSpan[]): string {
  return spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ');
}
