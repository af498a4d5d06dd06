import { expect, test } from 'vitest';
import { addressOfExport } from './export.rules';

test('the last day is one of those that are had', () => {
  const query = new URL(addressOfExport('/m/calls.csv', '2026-03-01', '2026-03-31'), 'http://parley.example')
    .searchParams;
  expect(query.get('from')).toBe(new Date(2026, 2, 1).toISOString());
  expect(query.get('to')).toBe(new Date(2026, 3, 1).toISOString());
});

test('what is left open is not bounded', () => {
  expect(addressOfExport('/f/activity.csv', '', '')).toBe('/f/activity.csv');
  expect(addressOfExport('/f/activity.csv', '', '2026-12-31')).toBe(
    `/f/activity.csv?${new URLSearchParams({ to: new Date(2027, 0, 1).toISOString() }).toString()}`,
  );
});
