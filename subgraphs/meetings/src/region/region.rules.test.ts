import { expect, test } from 'vitest';
import { checkLatencies, checkRegion, placementOf } from './region.rules.js';

const EU = { code: 'EU', name: 'Europe', countries: ['DE', 'GB'] };
const KE = { code: 'KE', name: 'Nairobi', countries: ['KE', 'UG'] };
const from = (country: string | null, latencies: Record<string, number> = {}) => ({ country, latencies });

test.each([
  ['the region its data has to stay in', 'eu', [from('KE', { EU: 180, KE: 5 })], 'EU'],
  [
    'the nearest as measured',
    'us',
    [from('GB', { EU: 180, KE: 5 }), from('DE', { EU: 30, KE: 40 }), from('DE', { KE: 1, EU: 90 })],
    'KE',
  ],
  ['that of most countries where nobody measured', 'us', [from('GB'), from('KE'), from('UG')], 'KE'],
])('a room is placed in %s', (_what, dataRegion, reaches, code) => {
  expect(placementOf([EU, KE], dataRegion, reaches)?.code).toBe(code);
});

test('each placement says why, and nothing speaks for regions that nobody is near', () => {
  expect(placementOf([EU, KE], 'ke', [])).toEqual({
    ...{ code: 'KE', reason: 'RESIDENCY', milliseconds: null },
    because: 'The data of this organisation stays in Nairobi',
  });
  expect(placementOf([EU, KE], 'us', [from(null, { KE: 7 })])).toEqual({
    ...{ code: 'KE', reason: 'NEAREST', milliseconds: 7 },
    because: 'Nairobi is nearest to those who came: 7 ms',
  });
  expect(placementOf([EU, KE], 'us', [from('GB')])).toEqual({
    ...{ code: 'EU', reason: 'COUNTRIES', milliseconds: null },
    because: 'Europe is for the countries of most who came',
  });
  expect(placementOf([EU, KE], 'us', [from('FR', { US: 1 })])).toBeNull();
});

test('what is no region, and what nobody can have measured, is refused', () => {
  const whole = { code: 'EU', name: 'Europe', countries: ['DE'] };
  for (const wrong of [{ code: 'e u' }, { name: ' ' }, { countries: ['Kenya'] }]) {
    expect(() => {
      checkRegion({ ...whole, ...wrong });
    }).toThrow();
  }
  expect(() => checkLatencies([{ regionCode: 'EU', milliseconds: -1 }])).toThrow();
  expect(checkLatencies([{ regionCode: 'EU', milliseconds: 12 }])).toEqual({ EU: 12 });
});
