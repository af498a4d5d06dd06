import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What is measured has a processor to itself: a neighbour on the same one costs it its caches. */
const MEASURED_CORE = '0';

/** Which processor a gateway under test runs on, and how to let go of the arrangement. */
export interface Cores {
  /** Starts a program on the processor of what is measured. */
  readonly through: readonly string[];
  /** Back to all processors. */
  release(): void;
}

const move = (cores: string): void => {
  // Processes that are started later inherit it: databases, subgraphs, and the load, which is ours.
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(process.pid)]);
};

/** Takes everything but what is measured off its processor; on a machine with one, or without taskset, nothing moves. */
export function arrange(): Cores {
  const last = availableParallelism() - 1;
  const everywhere = { through: [], release: () => undefined };
  if (last === 0) return everywhere;
  try {
    move(`1-${String(last)}`);
  } catch {
    // A machine without taskset, or one that does not let us: figures are then a little less steady.
    return everywhere;
  }
  return {
    through: ['taskset', '--cpu-list', MEASURED_CORE],
    release: () => {
      move(`0-${String(last)}`);
    },
  };
}
