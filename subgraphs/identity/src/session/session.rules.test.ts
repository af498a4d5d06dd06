import { expect, test } from 'vitest';
import { checkPassword, deviceWords } from './session.rules.js';

const owner = { email: 'amara.okafor@northgate.ac.uk', displayName: 'Amara Okafor' };

test.each(['a good long one', 'parley-demo', '          ', 'пароль-пароль'])(
  '%j may be chosen',
  (password) => {
    expect(checkPassword(password, owner)).toBe(password);
  },
);

test.each([
  '123456789',
  'x'.repeat(257),
  'Password123',
  'amara.okafor',
  'AMARA OKAFOR',
  'amara.okafor@northgate.ac.uk',
])('%j may not be chosen', (password) => {
  expect(() => checkPassword(password, owner)).toThrow(
    expect.objectContaining({ extensions: { code: 'INVALID', field: 'password' } }),
  );
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15',
    'Safari on Mac',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0',
    'Edge on Windows',
  ],
  ['curl/8.0', 'Unknown device'],
])('%s is %s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words);
});
