import type { RequestContext, Runtime } from '@parley/kit';
import { RunningHashes } from './running-hash.js';
import { UploadLocks } from './upload-locks.js';

/** What taking uploads needs beside a context; one for each running subgraph. */
export interface Uploading {
  readonly locks: UploadLocks;
  readonly hashes: RunningHashes;
  /** Whose uploads those are that were sent to lately; that never changes. */
  readonly senders: Map<string, string>;
}

const known = new WeakMap<Runtime, Uploading>();

/** What the uploads of this process share. */
export function uploadingOf({ subgraph }: Pick<RequestContext, 'subgraph'>): Uploading {
  const uploading = known.get(subgraph) ?? {
    locks: new UploadLocks(subgraph),
    hashes: new RunningHashes(),
    senders: new Map(),
  };
  known.set(subgraph, uploading);
  return uploading;
}
