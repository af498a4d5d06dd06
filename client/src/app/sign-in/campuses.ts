import type { WorkingSpan } from '../ui/time/working-day';

/** A place with a day of its own. */
export interface Campus {
  readonly name: string;
  readonly zone: string;
}

/** The places of the organisation that the door shows; the first one's hours are the scale. */
export const campuses: readonly [Campus, ...Campus[]] = [
  { name: 'Edinburgh', zone: 'Europe/London' },
  { name: 'Nairobi', zone: 'Africa/Nairobi' },
  { name: 'Montréal', zone: 'America/Toronto' },
];

/** Nine to five, Monday to Friday. */
export const officeHours: readonly WorkingSpan[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
].map((day) => ({ day, startsAt: '09:00', endsAt: '17:00' }));
