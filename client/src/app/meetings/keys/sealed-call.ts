import type { EncryptionMode } from '../../../generated/graphql';
import { FrameGate, canSeal } from './frame-gate';
import type { KeyLine } from './key-line';
import type { KeyedMeeting, MediaKeys } from './media-keys';

/** What seals a call on this device. */
export interface SealedCall {
  readonly keys: MediaKeys;
  readonly gate: FrameGate;
  readonly close: () => void;
}

/** Makes this device's key for one call or room, and what frames pass; null where it cannot seal any. */
export async function sealedCall(line: KeyLine): Promise<SealedCall | null> {
  if (!canSeal()) return null;
  // Only whoever talks needs what it takes to seal.
  const [{ DeviceKey }, { MediaKeys }] = await Promise.all([import('./key-sealing'), import('./media-keys')]);
  const device = await DeviceKey.make();
  const gate = new FrameGate((counts) => {
    keys.count(counts);
  });
  const keys = new MediaKeys({ device, gate, line });
  const close = (): void => {
    keys.close();
    gate.close();
  };
  return { keys, gate, close };
}

/** Somebody in a meeting as it is read. */
interface ReadParticipant {
  readonly id: string;
  readonly mediaKey?: string | null;
  readonly user?: { readonly id: string } | null;
}

/** A meeting as it is read. */
interface ReadMeeting {
  readonly id: string;
  readonly encryption: EncryptionMode;
  readonly keyEpoch?: number | null;
  readonly participants: { readonly nodes: readonly ReadParticipant[] };
}

/** What of a meeting its keys depend on. */
export const keyedMeeting = (meeting: ReadMeeting, ownId: string): KeyedMeeting => ({
  ...{ id: meeting.id, ownId, epoch: meeting.keyEpoch ?? 0 },
  isSealed: meeting.encryption === 'END_TO_END',
  people: meeting.participants.nodes.map(({ id, mediaKey, user }) => ({
    ...{ participantId: id, userId: user?.id ?? '', publicKey: mediaKey ?? null },
  })),
});
