import { readFileSync, readdirSync } from 'node:fs';

/** The processes of this machine whose command has all of these words in it. */
export function processesOf(...words: readonly string[]): readonly number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      const command = commandOf(pid);
      return words.every((word) => command.includes(word));
    })
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended between listing and reading.
    return '';
  }
}
