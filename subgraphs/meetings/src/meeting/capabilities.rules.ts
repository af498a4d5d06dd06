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

/** What decides what works in a meeting. */
interface Facts extends Pick<MeetingRow, 'encryption' | 'mode'> {
  /** What keeps media from going by a media server, as a sentence; null when nothing does. */
  readonly missing: string | null;
}

function reasonAgainst({ encryption, mode, missing }: Facts, capability: Capability): string | null {
  if (encryption === 'END_TO_END' && !BLIND.includes(capability)) return SEALED;
  if (capability === 'RECORDING') {
    // What goes from device to device does so until it is recorded.
    if (missing !== null) return missing;
    if (mode === 'UNAVAILABLE') return 'No media server answered when this meeting began';
  }
  return MISSING[capability] ?? null;
}

/** What works in a meeting, one state per capability, in the order of the enum. */
export const capabilitiesOf = (meeting: Facts): CapabilityState[] =>
  Object.values(Capability).map((capability) => {
    const because = reasonAgainst(meeting, capability);
    return { capability, available: because === null, because };
  });
