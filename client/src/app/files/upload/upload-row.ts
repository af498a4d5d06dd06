import type { ScanState } from '../../../generated/graphql';
import { errorCodes } from '../../core/errors/error-code';

/** How far the sending of a file is. */
export type UploadPhase =
  /** Waits for its turn. */
  | 'waiting'
  | 'sending'
  /** The person wants it to wait. */
  | 'paused'
  /** Waits for the network. */
  | 'offline'
  /** The browser could not keep its bytes over a reload: the person has to choose it again. */
  | 'needsFile'
  /** All of it is there, and is looked at for viruses. */
  | 'checking'
  | 'done'
  /** It is there, and nobody is set up here who could look for viruses. */
  | 'unscanned'
  /** It is there and locked away, as the check for viruses says. */
  | 'locked'
  /** Not taken, for a reason that no other try changes. */
  | 'refused'
  /** It can be tried again. */
  | 'failed';

/** A file on its way, as it is shown and as the browser keeps it. */
export interface UploadRow {
  /** Chosen here; the same key begins the same upload. */
  readonly key: string;
  readonly userId: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly lastModified: number;
  readonly folderId: string;
  /** The channel whose message it goes with; absent for a file that goes to a folder. */
  readonly channelId?: string;
  /** The file that it is a new version of; absent for a file of its own. */
  readonly replacesFileId?: string;
  /** Where its bytes go, once that was begun. */
  readonly url: string | null;
  readonly uploadId: string | null;
  readonly sent: number;
  readonly phase: UploadPhase;
  /** Why it is refused or locked away, in words for people. */
  readonly reason: string | null;
  readonly fileId: string | null;
  /** How long the rest will take, in seconds; null while nobody knows. */
  readonly secondsLeft: number | null;
}

const over: readonly UploadPhase[] = ['done', 'unscanned', 'locked', 'refused'];

/** Whether nothing more will happen to it. */
export const isOver = ({ phase }: UploadRow): boolean => over.includes(phase);

/** Whether it takes one of the places on the line. */
export const isSending = ({ phase }: UploadRow): boolean => phase === 'sending';

/** Whether a file that was chosen again is the one that was begun. */
export const isSame = (row: UploadRow, file: File): boolean =>
  row.name === file.name && row.size === file.size;

const SURE_AFTER_MS = 1_500;

/** How long the rest takes at the speed since it was begun; null while that says nothing yet. */
export function secondsLeft(
  { size, sent }: Pick<UploadRow, 'size' | 'sent'>,
  begun: { readonly at: number; readonly sent: number },
  now: number,
): number | null {
  const [took, came] = [now - begun.at, sent - begun.sent];
  if (took < SURE_AFTER_MS || came <= 0) return null;
  return Math.ceil(((size - sent) * took) / came / 1_000);
}

/** Where a file goes: into a folder, or, as a new version, to a file in it. */
export type UploadTarget = Pick<UploadRow, 'folderId' | 'replacesFileId'>;

/** A file that was just chosen. */
export const newRow = (key: string, file: File, to: UploadTarget, userId: string): UploadRow => ({
  ...{ key, ...to, userId, name: file.name, size: file.size },
  ...{ mediaType: file.type, lastModified: file.lastModified },
  ...{ url: null, uploadId: null, fileId: null, sent: 0, phase: 'waiting', reason: null, secondsLeft: null },
});

/** What becomes of a file that could not be begun: it waits for the network, can be tried again, or is refused. */
export function phaseAfter(error: unknown): 'offline' | 'failed' | 'refused' {
  const codes = errorCodes(error);
  if (codes.length === 0) return 'offline';
  const isFinal = codes.some((code) => ['INVALID', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'].includes(code));
  return isFinal ? 'refused' : 'failed';
}

/** What the check for viruses makes of a file that is there; null while it is looked at. */
export function phaseOfScan(scan: ScanState): 'done' | 'unscanned' | 'locked' | null {
  if (scan === 'CLEAN') return 'done';
  if (scan === 'UNSCANNED') return 'unscanned';
  return scan === 'INFECTED' || scan === 'UNSCANNABLE' ? 'locked' : null;
}
