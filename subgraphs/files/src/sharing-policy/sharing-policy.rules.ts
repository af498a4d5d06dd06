import { invalid } from '@parley/kit';
import type { SetSharingPolicyInput } from './sharing-policy.inputs.js';
import type { SharingPolicy, WatermarkPolicy } from './sharing-policy.js';

const MOST_REGIONS = 50;

/** What holds where nobody laid anything down. */
export const USUAL: SharingPolicy = { watermark: 'CHOSEN', regionCodes: null, version: 0 };

/** @throws INVALID */
function checkRegions(given: readonly string[] | null): string[] | null {
  if (given === null) return null;
  const codes = [...new Set(given)];
  const isGood = codes.every((code) => /^[a-z0-9-]{1,20}$/i.test(code));
  if (codes.length === 0 || codes.length > MOST_REGIONS || !isGood) {
    throw invalid('regionCodes', `Name 1 to ${String(MOST_REGIONS)} regions by their codes`);
  }
  return codes;
}

/** What an organisation lays down from now on; what was left out stays. @throws INVALID */
export const changedPolicy = (
  present: SharingPolicy,
  { watermark, regionCodes }: SetSharingPolicyInput,
): Omit<SharingPolicy, 'version'> => ({
  watermark: watermark ?? present.watermark,
  regionCodes: regionCodes === undefined ? present.regionCodes : checkRegions(regionCodes),
});

/** What is laid down for the data of a region. */
export const watermarkIn = (
  { watermark, regionCodes }: SharingPolicy,
  region: string | null,
): WatermarkPolicy =>
  regionCodes === null || (region !== null && regionCodes.includes(region)) ? watermark : 'CHOSEN';
