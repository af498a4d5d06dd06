import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@parley/kit';

/** What signs tokens, and what vouches for calls to subgraphs. */
export interface Secrets {
  readonly TOKEN_SECRET: string;
  readonly PROOF_SECRET: string;
}

interface Given {
  readonly NODE_ENV: string;
  readonly DATA_DIR: string;
  readonly TOKEN_SECRET: string | undefined;
  readonly PROOF_SECRET: string | undefined;
}

const newSecret = (): string => randomBytes(32).toString('base64url');

/**
 * The secrets that are given, or those of this data folder, made at the first start and readable by its owner alone.
 * @throws ConfigError in production, where secrets are somebody's decision
 */
export function secretsOf({ NODE_ENV, DATA_DIR, TOKEN_SECRET, PROOF_SECRET }: Given): Secrets {
  if (TOKEN_SECRET !== undefined && PROOF_SECRET !== undefined) return { TOKEN_SECRET, PROOF_SECRET };
  if (NODE_ENV === 'production') {
    const missing = Object.entries({ TOKEN_SECRET, PROOF_SECRET }).filter(([, value]) => value === undefined);
    throw new ConfigError(missing.map(([name]) => `${name} is not set, and production needs one of its own`));
  }
  const kept = keptIn(DATA_DIR);
  return { TOKEN_SECRET: TOKEN_SECRET ?? kept.TOKEN_SECRET, PROOF_SECRET: PROOF_SECRET ?? kept.PROOF_SECRET };
}

function keptIn(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  mkdirSync(folder, { recursive: true });
  const made: Secrets = { TOKEN_SECRET: newSecret(), PROOF_SECRET: newSecret() };
  try {
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    // Opening it only when it is not there is how two starts at once agree on one.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  }
}
