import { Capability, type CapabilityState } from '@parley/kit';
import type { MeetingRow } from './meeting.table.js';

/** What the server cannot do with what it cannot read, in the words that people are told. */
const SEALED = 'Only the devices of those in it can hear and see what happens here';

/** What no release has yet, whoever holds the keys. */
const MISSING: Partial<Record<Capability, string>> = {
  AI: 'The assistant is not part of this release',
  TRANSLATION: 'Translation is not part of this release',
};

/** What needs nothing that is said or shown, and so works whoever holds the keys. */
const BLIND: readonly Capability[] = ['CONTENT_RETENTION'];

function reasonAgainst(
  { encryption, mode }: Pick<MeetingRow, 'encryption' | 'mode'>,
  capability: Capability,
): string | null {
  if (encryption === 'END_TO_END' && !BLIND.includes(capability)) return SEALED;
  if (capability === 'RECORDING' && mode === 'PEER') {
    return 'Sound and pictures go from device to device here';
  }
  if (capability === 'RECORDING' && mode === 'UNAVAILABLE') return 'No media server is set up here';
  return MISSING[capability] ?? null;
}

/** What works in a meeting, one state per capability, in the order of the enum. */
export const capabilitiesOf = (meeting: Pick<MeetingRow, 'encryption' | 'mode'>): CapabilityState[] =>
  Object.values(Capability).map((capability) => {
    const because = reasonAgainst(meeting, capability);
    return { capability, available: because === null, because };
  });
