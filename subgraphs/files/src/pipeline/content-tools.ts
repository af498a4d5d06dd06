import { resolve } from 'node:path';
import { type Scanner, ScannerDown, clamdAt } from '../content/clamd.js';
import { type ContentWorkers, contentWorkers } from '../content/content-workers.js';
import { Watermarks } from './watermarks.js';

/** What is said of looking into files in the environment; see config.ts. */
export interface ContentOptions {
  /** Where clamd listens: `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; without it nothing is scanned. */
  readonly CLAMD_URL?: string | undefined;
  /** Whether sealed and very large files, which no scanner can look into, may be had all the same. */
  readonly FILE_UNSCANNABLE?: 'quarantine' | 'allow';
  /** How many child processes look into files at the same time; with none, nothing is done after files came. */
  readonly FILE_WORKERS?: number;
  readonly FILE_STORAGE_PATH?: string | undefined;
}

/** What looking into files takes, for the whole process. */
export interface ContentTools {
  /** Null where none is configured. */
  readonly scanner: Scanner | null;
  readonly workers: ContentWorkers;
  /** Draws names into pictures; people wait for it, so nothing else stands in its way. */
  readonly watermarks: Watermarks;
  /** Whether this process looks into files at all. */
  readonly isAtWork: boolean;
  readonly allowsUnscannable: boolean;
  /** Calls back once the scanner answers again; asked for many times it does so once. */
  readonly whenScannerAnswers: (then: () => Promise<void>) => void;
}

/** What drawing words over one picture of ours may cost. */
const WATERMARK_LIMITS = { milliseconds: 20_000, memoryBytes: 600_000_000, outputBytes: 30_000_000 };

const ASK_EVERY_MS = 2_000;

/** Opens what looking into files takes. */
export function openContent(options: ContentOptions): ContentTools {
  const { CLAMD_URL, FILE_UNSCANNABLE = 'quarantine', FILE_WORKERS: atOnce = 2 } = options;
  const { FILE_STORAGE_PATH } = options;
  const scanner = CLAMD_URL ? clamdAt(CLAMD_URL) : null;
  // On the same disk as the files: that is the one with room.
  const folder = FILE_STORAGE_PATH ? { folder: resolve(FILE_STORAGE_PATH, 'looked-into') } : {};
  return {
    scanner,
    workers: contentWorkers({ atOnce, ...folder }),
    watermarks: new Watermarks(
      contentWorkers({ atOnce: Math.max(1, atOnce), limits: WATERMARK_LIMITS, ...folder }),
    ),
    isAtWork: atOnce > 0,
    allowsUnscannable: FILE_UNSCANNABLE === 'allow',
    whenScannerAnswers: scanner ? patience(scanner) : () => undefined,
  };
}

/** Asks a scanner that is down for its version until it answers. */
function patience(scanner: Scanner): ContentTools['whenScannerAnswers'] {
  let isWaiting = false;
  return (then) => {
    if (isWaiting) return;
    isWaiting = true;
    const ask = async (): Promise<void> => {
      try {
        await scanner.version();
      } catch (error) {
        if (!(error instanceof ScannerDown)) throw error;
        // It is down, which is what is waited for to end; nobody stays for that alone.
        setTimeout(() => void ask(), ASK_EVERY_MS).unref();
        return;
      }
      isWaiting = false;
      // This process may be about to stop; what it does not take up another one does within a minute.
      await then().catch(() => undefined);
    };
    setTimeout(() => void ask(), ASK_EVERY_MS).unref();
  };
}
