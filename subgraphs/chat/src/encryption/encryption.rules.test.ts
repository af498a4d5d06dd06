import { Capability } from '@parley/kit';
import { expect, test } from 'vitest';
import { capabilitiesOf, checkMode, encryptionModes } from './encryption.rules.js';

test('every mode says of every capability whether it works, and why where it does not', () => {
  for (const { mode, capabilities } of encryptionModes) {
    expect(capabilities.map(({ capability }) => capability)).toEqual(Object.values(Capability));
    for (const { available, because } of capabilities) expect(because === null).toBe(available);
    expect(capabilities).toEqual(capabilitiesOf(mode));
  }
});

test('what needs the words is off where only devices have them', () => {
  const sealed = capabilitiesOf('END_TO_END').filter(({ available }) => available);
  expect(sealed.map(({ capability }) => capability)).toEqual(['CONTENT_RETENTION']);
  const open = capabilitiesOf('SERVER').filter(({ available }) => available);
  expect(open.map(({ capability }) => capability)).toEqual(
    expect.arrayContaining(['SERVER_SEARCH', 'MODERATION', 'CONTENT_RETENTION']),
  );
});

test('a mode that is not offered is refused, and none means the one that is', () => {
  expect(checkMode(null)).toBe('SERVER');
  expect(() => checkMode('END_TO_END')).toThrow('not offered yet');
  expect(encryptionModes.filter(({ offered }) => offered).map(({ mode }) => mode)).toEqual(['SERVER']);
});
