import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../../client/dist/browser/', import.meta.url));

const staticImport = /(?:from|import)\s*"(\.\/[^"]+\.js)"/g;

const read = (name: string): string => readFileSync(DIST + name, 'utf8');

/** The scripts that a page cannot do without, whichever it is: the one that index.html names, and what that imports. */
export function initialScripts(): readonly string[] {
  const [, first = ''] = /<script src="([^"]+\.js)"/.exec(read('index.html')) ?? [];
  const all = new Set([first]);
  for (const name of all) {
    for (const [, imported = ''] of read(name).matchAll(staticImport)) all.add(imported.slice(2));
  }
  return [...all];
}

/** Bytes of scripts, compressed as the gateway sends them. */
export const gzipBytes = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(DIST + name), { level: 9 }).length, 0);
