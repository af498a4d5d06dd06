import { readdirSync, readFileSync } from 'node:fs';

interface Relative {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
}

/** A process as Linux tells of it; null when it is gone. */
function relative(pid: number): Relative | null {
  try {
    // The name stands in parentheses and may hold anything; what we want comes after it.
    const told = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const [state = '', parent = '0'] = told.slice(told.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(parent), state };
  } catch {
    // It ended between listing and reading.
    return null;
  }
}

/** The process and all that it started, parents before children (Linux). */
export function familyOf(pid: number): readonly number[] {
  const all = readdirSync('/proc').flatMap((name) => {
    const found = /^\d+$/.test(name) ? relative(Number(name)) : null;
    return found ? [found] : [];
  });
  const family = [pid];
  for (const member of family) {
    family.push(...all.filter(({ parent }) => parent === member).map((each) => each.pid));
  }
  return family;
}

/** Those of the process and all that it started whose command has this in it. */
export const familyDoing = (pid: number, what: string): readonly number[] =>
  familyOf(pid).filter((member) => {
    try {
      return readFileSync(`/proc/${String(member)}/cmdline`, 'utf8')
        .replaceAll('\0', ' ')
        .includes(what);
    } catch {
      // It ended between listing and reading.
      return false;
    }
  });

/** Whether it still holds anything: a zombie does not. */
export const isAlive = (pid: number): boolean => !['Z', 'X', undefined].includes(relative(pid)?.state);

/** Signals each of them that is still there. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    if (isAlive(pid)) process.kill(pid, signal);
  }
}
