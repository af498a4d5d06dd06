import { expect, test } from 'vitest';
import { countryCodes } from './country-codes';

test('countries are offered once, by the codes in use', () => {
  expect(countryCodes).toEqual(expect.arrayContaining(['GB', 'KE', 'CA', 'DE', 'SS']));
  expect(countryCodes).not.toEqual(expect.arrayContaining(['DD']));
  expect(countryCodes).not.toContain('EU');
  expect(countryCodes).not.toContain('ZZ');
  expect(new Set(countryCodes).size).toBe(countryCodes.length);
});
