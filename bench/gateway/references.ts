import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folders of references, and where each is installed: out of sight of everything that looks for sources. */
const PLACES = {
  gateway: { written: new URL('references/', import.meta.url), place: '.cache/bench-references' },
  transfer: {
    written: new URL('../transfer/references/', import.meta.url),
    place: '.cache/bench-transfer-references',
  },
};

/**
 * Installs references where nothing else finds them, unless they are: they are heavy, and nobody who runs
 * or tests the product needs them. Gives the folder, from the root of the repository. @throws when npm could not
 */
export async function installReferences(which: keyof typeof PLACES = 'gateway'): Promise<string> {
  const { written, place } = PLACES[which];
  const installed = new URL(`../../${place}/`, import.meta.url);
  const stamp = new URL('installed', installed);
  mkdirSync(installed, { recursive: true });
  cpSync(written, installed, { recursive: true });
  const wanted = readFileSync(new URL('package-lock.json', written), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return place;
  process.stdout.write(`# ${which}: installing the references, once\n`);
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: fileURLToPath(installed),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm ci of the references ended with ${String(code)}`);
  writeFileSync(stamp, wanted);
  return place;
}
