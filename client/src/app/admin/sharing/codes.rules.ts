import { typedCodes } from '../typed-codes';

/** Codes of regions as they were typed, in small letters and each once; null where one is none, or there are none. */
export function codesIn(typed: string): readonly string[] | null {
  const codes = typedCodes(typed.toLowerCase());
  return codes.length > 0 && codes.every((code) => /^[a-z0-9-]{1,20}$/.test(code)) ? codes : null;
}
