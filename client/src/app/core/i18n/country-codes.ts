const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** Codes that have a name but are not countries: unions, outlying waters, test and unknown regions. */
const NOT_COUNTRIES = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'ZZ',
]);

/** The countries that the browser can name, by their ISO 3166-1 codes. */
export const countryCodes: readonly string[] = namedRegions();

function namedRegions(): readonly string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const canonical = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code;
  return codes.filter((code) => !NOT_COUNTRIES.has(code) && canonical(code) && names.of(code) !== undefined);
}
