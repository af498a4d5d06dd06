import { Capability, type CapabilityState, EncryptionMode, invalid } from '@parley/kit';
import type { EncryptionModeInfo } from './encryption.js';

/** What the server cannot do with what it cannot read, in the words that people are told. */
const SEALED = 'Only the devices of members can read what is said here';

/** What no release has yet, whoever holds the keys. */
const MISSING: Partial<Record<Capability, string>> = {
  AI: 'The assistant is not part of this release',
  TRANSLATION: 'Translation is not part of this release',
  VIRUS_SCAN: 'Files are not scanned by this release',
  RECORDING: 'Recording is not part of this release',
  TRANSCRIPT: 'Transcripts are not part of this release',
  EXPORT: 'Exports are not part of this release',
};

/** What needs no content, and so works in every mode. */
const BLIND: readonly Capability[] = ['CONTENT_RETENTION'];

function reasonAgainst(mode: EncryptionMode, capability: Capability): string | null {
  if (mode === 'END_TO_END' && !BLIND.includes(capability)) return SEALED;
  return MISSING[capability] ?? null;
}

/** What works in a mode, one state per capability, in the order of the enum. */
export const capabilitiesOf = (mode: EncryptionMode): CapabilityState[] =>
  Object.values(Capability).map((capability) => {
    const because = reasonAgainst(mode, capability);
    return { capability, available: because === null, because };
  });

/** Modes in which channels can be made now. */
const OFFERED: readonly EncryptionMode[] = ['SERVER'];

/** Every mode with what works in it. */
export const encryptionModes: readonly EncryptionModeInfo[] = Object.values(EncryptionMode).map((mode) => ({
  mode,
  offered: OFFERED.includes(mode),
  capabilities: capabilitiesOf(mode),
}));

/**
 * The mode of a new channel.
 * @throws INVALID for one that is not offered yet: nobody is promised a secrecy that is not there
 */
export function checkMode(mode: EncryptionMode | null | undefined): EncryptionMode {
  const chosen = mode ?? 'SERVER';
  if (!OFFERED.includes(chosen)) throw invalid('encryption', 'This kind of encryption is not offered yet');
  return chosen;
}
