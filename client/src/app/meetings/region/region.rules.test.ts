import { expect, test } from 'vitest';
import { measurable, placeIn, quickest } from './region.rules';

const region = (code: string, more: { url?: string | null; enabled?: boolean } = {}) => ({
  __typename: 'MediaRegion' as const,
  id: `media_region_${code}`,
  code,
  url: `https://${code}.example/`,
  enabled: true,
  ...more,
});

test('measured is what can be chosen and says where it is', () => {
  expect(measurable([region('eu'), region('ke'), region('us', { url: null })])).toEqual([
    { code: 'eu', url: 'https://eu.example/' },
    { code: 'ke', url: 'https://ke.example/' },
  ]);
  expect(measurable([region('eu'), region('ke', { enabled: false })])).toEqual([]);
  expect(quickest([40.2, 12.6, 13])).toBe(13);
});

const NEAREST = { __typename: 'MediaPlacement' as const, reason: 'NEAREST' as const, milliseconds: 9 };

const placed = (name: string, regions: number, code = 'local') =>
  placeIn({
    meeting: {
      ...{ __typename: 'Meeting', id: 'meeting_1', mediaPlacement: NEAREST },
      mediaRegion: { __typename: 'MediaRegion', id: 'media_region_1', code, name },
    },
    mediaRegions: Array.from({ length: regions }, (_, at) => region(String(at))),
  });

test('a room tells its place where there are several, or where somebody named the only one', () => {
  expect(placed('local', 1)).toBeNull();
  expect(placed('Edinburgh', 1)).toEqual({ code: 'local', name: 'Edinburgh', placement: NEAREST });
  expect(placed('local', 2)).toEqual({ code: 'local', name: 'local', placement: NEAREST });
  expect(placeIn({ meeting: null, mediaRegions: [] })).toBeNull();
});
