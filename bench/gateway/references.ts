import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WRITTEN = new URL('references/', import.meta.url);
/** Out of sight of everything that looks for sources; packages of the product are found from there as well. */
const PLACE = '.cache/bench-references';
const INSTALLED = new URL(`../../${PLACE}/`, import.meta.url);
const STAMP = new URL('installed', INSTALLED);

/**
 * Installs the reference gateways where nothing else finds them, unless they are: they are heavy, and nobody who runs
 * or tests the product needs them. Gives the folder, from the root of the repository. @throws when npm could not
 */
export async function installReferences(): Promise<string> {
  mkdirSync(INSTALLED, { recursive: true });
  cpSync(WRITTEN, INSTALLED, { recursive: true });
  const wanted = readFileSync(new URL('package-lock.json', WRITTEN), 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return PLACE;
  process.stdout.write('# gateway: installing the reference gateways, once\n');
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: fileURLToPath(INSTALLED),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm ci of the reference gateways ended with ${String(code)}`);
  writeFileSync(STAMP, wanted);
  return PLACE;
}
