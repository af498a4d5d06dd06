import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'minor' }) => void;

/** So many bytes of dead buffers are no trouble yet. */
const EVERY_BYTES = 16 * 1_048_576;

let collect: Collect | null = null;
let since = 0;

function exposed(): Collect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}

/**
 * Told of every chunk that streams through. Node makes a buffer for each, outside of V8's heap; V8 hears of their bytes
 * alone, and at every few dozen megabytes looks through all that lives in the process, which cost more than everything
 * else that is done with them. A look at what is young is enough, for they die within a turn, and takes a millisecond.
 * Measured on two cores, a gigabyte from disk to loopback: 0.6 s of processor time, 1,500 MiB/s and 25 MiB of buffers with
 * it; 2.2 s, 600 MiB/s and 80 MiB without.
 */
export function noteStreamed(bytes: number): void {
  since += bytes;
  if (since < EVERY_BYTES) return;
  since = 0;
  collect ??= exposed();
  collect({ type: 'minor' });
}
