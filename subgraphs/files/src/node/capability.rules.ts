import { Capability, type CapabilityState } from '@parley/kit';

/** What no release has yet, in the words that people are told. */
const MISSING: Partial<Record<Capability, string>> = {
  AI: 'The assistant is not part of this release',
  TRANSLATION: 'Translation is not part of this release',
  MODERATION: 'Word rules are about messages, not about files',
  RECORDING: 'Recording is not part of this release',
  TRANSCRIPT: 'Transcripts are not part of this release',
  EXPORT: 'Exports are not part of this release',
};

const NO_SCANNER =
  'No virus scanner is set up here: files are passed unscanned, and only archives are looked into';

/** What works with files whose keys the server holds, one state per capability. */
export const capabilitiesWith = (hasScanner: boolean): readonly CapabilityState[] =>
  Object.values(Capability).map((capability) => {
    const isUnscanned = capability === 'VIRUS_SCAN' && !hasScanner;
    const because = isUnscanned ? NO_SCANNER : (MISSING[capability] ?? null);
    return { capability, available: because === null, because };
  });
