import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@parley/kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { secretsOf } from './secrets.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-secrets-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const none = { TOKEN_SECRET: undefined, PROOF_SECRET: undefined };

test('secrets are made once, for their owner alone', () => {
  const given = { NODE_ENV: 'development', DATA_DIR: folder, ...none };
  const made = secretsOf(given);
  expect(made.TOKEN_SECRET).not.toBe(made.PROOF_SECRET);
  expect(secretsOf(given)).toEqual(made);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('production has to be given its secrets', () => {
  expect(() => secretsOf({ NODE_ENV: 'production', DATA_DIR: folder, ...none })).toThrow(ConfigError);
});

test('a secret that is given is used', () => {
  const TOKEN_SECRET = 'given by somebody, and long enough';
  expect(secretsOf({ NODE_ENV: 'development', DATA_DIR: folder, ...none, TOKEN_SECRET }).TOKEN_SECRET).toBe(
    TOKEN_SECRET,
  );
});
