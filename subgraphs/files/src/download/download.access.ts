import { forbidden } from '@parley/kit';
import type { KeptBytes } from './download.store.js';

/** What may be given: found clean, or let through where nothing is scanned. */
const PASSED: ReadonlySet<string> = new Set(['CLEAN', 'UNSCANNED']);

/** Nothing is given that was not found clean, or passed where nothing is scanned, whoever asks. @throws FORBIDDEN */
export function refuseUnclean(bytes: KeptBytes): KeptBytes {
  if (!PASSED.has(bytes.scan)) {
    throw forbidden('It was not found to be free of viruses, and stays locked away');
  }
  return bytes;
}
