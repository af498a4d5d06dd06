const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(?:e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const nameIn = (names: typeof SYSTEMS, agent: string): string | undefined =>
  names.find(([pattern]) => pattern.test(agent))?.[1];

/** This device as its owner would call it: "Chrome, Linux". */
export function deviceName(agent: string = navigator.userAgent): string {
  return [nameIn(BROWSERS, agent) ?? 'Browser', nameIn(SYSTEMS, agent)].filter(Boolean).join(', ');
}
