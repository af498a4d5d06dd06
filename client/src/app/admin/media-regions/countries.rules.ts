import { countryCodes } from '../../core/i18n/country-codes';
import { typedCodes } from '../typed-codes';

/** Codes of countries as they were typed, in capitals and each once; null where one is none. */
export function countriesIn(typed: string): readonly string[] | null {
  const codes = typedCodes(typed.toUpperCase());
  return codes.every((code) => countryCodes.includes(code)) ? codes : null;
}
