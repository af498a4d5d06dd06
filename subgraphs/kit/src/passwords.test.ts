import { expect, test } from 'vitest';
import { Passwords } from './passwords.js';

test('a password matches its own hash and no other', async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash('correct horse battery');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.matches(hash, 'correct horse battery')).toBe(true);
  expect(await passwords.matches(hash, 'correct horse batterz')).toBe(false);
  expect(await passwords.matches(null, 'nobody has this password')).toBe(false);
});

test('beyond what runs and waits, hashing is refused, and goes on once the rest is done', async () => {
  const passwords = new Passwords({ running: 1, waiting: 2 });
  const settled = await Promise.allSettled(
    Array.from({ length: 6 }, () => passwords.hash('correct horse battery')),
  );
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
  ]);
  expect(
    settled.flatMap((each) => (each.status === 'rejected' ? [each.reason.extensions.code] : [])),
  ).toEqual(['RATE_LIMITED', 'RATE_LIMITED', 'RATE_LIMITED']);
  await expect(passwords.hash('correct horse battery')).resolves.toBeTypeOf('string');
});
