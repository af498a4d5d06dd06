import { invalid } from '@parley/kit';
import type Calendar from 'date-holidays';
import type { Holiday, Subdivision } from './holiday.js';
import type { HolidaysArgs } from './holiday.inputs.js';

type Library = typeof Calendar;

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
/** Places, years and languages that are kept; each is some twenty names. */
const MOST_KEPT = 2_000;

let library: Promise<Library> | null = null;

// Its data is large and many installations never ask for it.
const load = (): Promise<Library> => (library ??= import('date-holidays').then((module) => module.default));

const years = new Map<string, Promise<readonly Holiday[]>>();

async function compute(
  place: readonly [string, string | null],
  year: number,
  language: string,
): Promise<readonly Holiday[]> {
  const [country, subdivision] = place;
  const Holidays = await load();
  const calendar = subdivision === null ? new Holidays(country) : new Holidays(country, subdivision);
  const found = calendar.getHolidays(year, language).filter(({ type }) => type === 'public');
  // Written by the calendar of the place: its first ten characters are the day there.
  return found.map(({ date, name }) => ({ on: date.slice(0, 10), name }));
}

function yearOf(
  country: string,
  subdivision: string | null,
  year: number,
  language: string,
): Promise<readonly Holiday[]> {
  const key = [country, subdivision ?? '', year, language].join();
  const known = years.get(key);
  if (known) return known;
  if (years.size >= MOST_KEPT) years.clear();
  const computed = compute([country, subdivision], year, language);
  years.set(key, computed);
  return computed;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/**
 * Public holidays of a place from yesterday on, in their order; none for places that nothing is known of.
 * @throws INVALID for a stretch of time that is too long
 */
export async function holidaysOf(
  place: { readonly country: string | null; readonly subdivision: string | null },
  { days, locale }: HolidaysArgs,
  now = new Date(),
): Promise<Holiday[]> {
  if (days < 1 || days > MOST_DAYS) throw invalid('days', `Ask for 1 to ${String(MOST_DAYS)} days`);
  if (place.country === null) return [];
  const { country, subdivision } = place;
  const [from, until] = [new Date(now.getTime() - DAY_MS), new Date(now.getTime() + days * DAY_MS)];
  const language = (locale ?? 'en').split('-')[0] ?? 'en';
  const asked = [...new Set([from.getUTCFullYear(), until.getUTCFullYear()])];
  const all = await Promise.all(asked.map((year) => yearOf(country, subdivision, year, language)));
  return all
    .flat()
    .filter(({ on }) => on >= dayOf(from) && on <= dayOf(until))
    .sort((a, b) => a.on.localeCompare(b.on));
}

/** Parts of a country that have holidays of their own; none where they are the same everywhere. */
export async function subdivisionsOf(country: string): Promise<Subdivision[]> {
  const Holidays = await load();
  // The library has nothing, not an empty list, for countries without parts.
  const states = new Holidays().getStates(country, 'en') as Readonly<Record<string, string>> | undefined;
  return Object.entries(states ?? {})
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** @throws INVALID for what is no part of that country */
export async function checkSubdivision(country: string | null, code: string): Promise<string> {
  const known = country === null ? [] : await subdivisionsOf(country);
  if (!known.some((part) => part.code === code)) throw invalid('subdivision', 'Choose a part of the country');
  return code;
}
