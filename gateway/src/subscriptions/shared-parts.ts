import type { Admission } from './admission.js';
import type { Entry } from './entry.js';
import type { Reader } from './reader.js';

/** What an upstream yields, once for everyone. */
export type Entries = AsyncGenerator<Entry, void, undefined>;

/** What a shared stream is made of. */
export interface SharedParts extends Admission {
  /** Whether there are cursors; what is ephemeral is sent to whoever is there and has room. */
  readonly isFollowable: boolean;
  /** Executes once per event, for everyone. */
  readonly open: (after: string | null) => Entries;
  /** The answer that says that what follows is live. */
  readonly caughtUp: (cursor: string) => Buffer;
  /** Follows anew, wherever that is possible now. */
  readonly restart: (reader: Reader) => void;
  /** It depends on who asks after all: these go on by themselves. */
  readonly onNeedsViewer: (readers: readonly Reader[]) => void;
  /** The stream is over: whoever comes now begins another. */
  readonly onOver: () => void;
}
