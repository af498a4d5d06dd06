import { invalid } from '@parley/kit';
import type { Grounds } from './placement.js';

/** A region that a room can be placed in. */
export interface Choosable {
  readonly code: string;
  readonly name: string;
  readonly countries: readonly string[];
}

/** From where somebody comes. */
export interface Reach {
  readonly country: string | null;
  /** How far each region is, by its code, in milliseconds. */
  readonly latencies: Readonly<Record<string, number>>;
}

/** Where a room is placed, and why. */
export interface Placement extends Grounds {
  readonly code: string;
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
};

/** The one that most come from a country of; null where no region is for any of them. */
function byCountry(regions: readonly Choosable[], reaches: readonly Reach[]): Placement | null {
  const counted = regions.map(({ code, name, countries }) => ({
    ...{ code, name },
    count: reaches.filter(({ country }) => country !== null && countries.includes(country)).length,
  }));
  const [most] = counted.toSorted((a, b) => b.count - a.count);
  if (!most || most.count === 0) return null;
  const because = `${most.name} is for the countries of most who came`;
  return { code: most.code, reason: 'COUNTRIES', milliseconds: null, because };
}

/** The one that is nearest, as browsers measured; null where none did. */
function byLatency(regions: readonly Choosable[], reaches: readonly Reach[]): Placement | null {
  const measured = regions.map(({ code, name }) => {
    const all = reaches.flatMap(({ latencies }) => latencies[code] ?? []);
    return { code, name, milliseconds: median(all) };
  });
  const [nearest] = measured.toSorted((a, b) => a.milliseconds - b.milliseconds);
  if (!nearest || nearest.milliseconds === Infinity) return null;
  const { code, name, milliseconds } = nearest;
  const because = `${name} is nearest to those who came: ${String(milliseconds)} ms`;
  return { code, reason: 'NEAREST', milliseconds, because };
}

/**
 * Where the media of a room runs: in the region its data has to stay in, if media can run there; else where it is
 * nearest, as measured; else for the countries people come from. Null where nothing speaks for any.
 */
export function placementOf(
  regions: readonly Choosable[],
  dataRegion: string,
  reaches: readonly Reach[],
): Placement | null {
  const own = regions.find(({ code }) => code.toLowerCase() === dataRegion.toLowerCase());
  if (own) {
    const because = `The data of this organisation stays in ${own.name}`;
    return { code: own.code, reason: 'RESIDENCY', milliseconds: null, because };
  }
  return byLatency(regions, reaches) ?? byCountry(regions, reaches);
}

const MOST_COUNTRIES = 250;

/** @throws INVALID naming the field */
export function checkRegion(
  region: { readonly code: string; readonly name: string } & Pick<Choosable, 'countries'>,
): void {
  if (!/^[\w-]{1,40}$/.test(region.code)) throw invalid('regionCode', 'Letters, digits and -, at most 40');
  if (region.name.trim() === '' || region.name.length > 100) throw invalid('name', '1 to 100 characters');
  const { countries } = region;
  if (countries.length > MOST_COUNTRIES || countries.some((each) => !/^[A-Z]{2}$/.test(each))) {
    throw invalid('countries', 'Codes of countries such as KE, at most 250');
  }
}

const MOST_LATENCIES = 50;
const LONGEST_MS = 60_000;

/** @throws INVALID where that cannot have been measured */
export function checkLatencies(
  latencies: readonly { readonly regionCode: string; readonly milliseconds: number }[],
): Readonly<Record<string, number>> {
  if (latencies.length > MOST_LATENCIES) throw invalid('latencies', `At most ${String(MOST_LATENCIES)}`);
  if (latencies.some(({ milliseconds }) => milliseconds < 0 || milliseconds > LONGEST_MS)) {
    throw invalid('latencies', `Between 0 and ${LONGEST_MS.toLocaleString('en')} milliseconds`);
  }
  return Object.fromEntries(latencies.map(({ regionCode, milliseconds }) => [regionCode, milliseconds]));
}
