import {
  type CapabilityState,
  type EncryptionMode,
  batchOf,
  conflict,
  load,
  notFound,
  type RequestContext,
  transaction,
} from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { mediaTopic } from '../events.js';
import { capabilitiesOf } from '../meeting/capabilities.rules.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { placeNow, placeOf } from '../participant/place.service.js';
import type { ParticipantState } from '../participant/participant-state.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import type { MediaNews } from '../signal/media-signal.js';
import type { SealedMediaKey } from './media-key.js';
import type { ShareMediaKeysInput } from './media-key.inputs.js';
import { MOST_SEALED, checkPublicKey, checkShares, encryptionOf } from './media-key.rules.js';
import {
  type KeyStanding,
  chooseEncryption,
  keyStandings,
  moveMediaKey,
  publicKeysOf,
  saveMediaKey,
  saveShares,
  sharesFor,
} from './media-key.store.js';

/** Batch: how meetings stand with their keys. */
const findStandings = batchOf(keyStandings);
/** Batch: public keys of those who are in. */
const findPublicKeys = batchOf(publicKeysOf);

async function standingOf(ctx: RequestContext, meetingId: string): Promise<KeyStanding> {
  const standing = await load(ctx, findStandings, meetingId);
  if (!standing) throw notFound('Meeting');
  return standing;
}

async function standingNow(ctx: RequestContext, meetingId: string): Promise<KeyStanding> {
  const standing = (await keyStandings(ctx.db, [meetingId])).get(meetingId);
  if (!standing) throw notFound('Meeting');
  return standing;
}

/**
 * Keeps the public key of the device that takes somebody's place, in the transaction in which it does.
 * @param mediaKey null where the device cannot encrypt
 * @param before how their place was until then; null where it was none, or is that of a call
 * @throws CONFLICT where it cannot, and the meeting asks for it, or where as many are in as such a meeting holds
 */
export async function bringMediaKey(
  ctx: RequestContext,
  { id, meetingId, seat }: Pick<ParticipantRow, 'id' | 'meetingId' | 'seat'>,
  mediaKey: string | null,
  before: ParticipantState | null = null,
): Promise<void> {
  if (mediaKey !== null) {
    // The key of a device that never came in was never in use.
    const inTurn = before !== 'WAITING' && before !== 'DENIED';
    await saveMediaKey(ctx.db, { participantId: id, seat, publicKey: checkPublicKey(mediaKey), inTurn });
  }
  const { chosen, present } = await standingNow(ctx, meetingId);
  if (chosen !== 'END_TO_END') return;
  if (mediaKey === null) {
    throw conflict('This is encrypted end to end, which this device or its browser cannot do');
  }
  if (present > MOST_SEALED) {
    throw conflict(`At most ${String(MOST_SEALED)} people are in a meeting that is encrypted end to end`);
  }
}

/** The same device goes on under another number of its seat, with the key that it has. */
export const keepMediaKey = (
  ctx: RequestContext,
  participantId: string,
  seats: { readonly from: number; readonly to: number },
): Promise<void> => moveMediaKey(ctx.db, participantId, seats);

/** Says how a call is encrypted, whatever its devices could; in the transaction that makes it, or changes it. */
export const chooseEncryptionOf = (
  ctx: RequestContext,
  meetingId: string,
  mode: EncryptionMode,
): Promise<void> => chooseEncryption(ctx.db, meetingId, mode);

/** Who holds the keys of a meeting. */
export const encryptionIn = async (ctx: RequestContext, meetingId: string): Promise<EncryptionMode> =>
  encryptionOf(await standingOf(ctx, meetingId));

/** The same as it is at this moment of a transaction, whatever was read before. */
export const encryptionNow = async (ctx: RequestContext, meetingId: string): Promise<EncryptionMode> =>
  encryptionOf(await standingNow(ctx, meetingId));

/** Which key is in use; null where the devices have none of their own. */
export async function keyEpochIn(ctx: RequestContext, meetingId: string): Promise<number | null> {
  const standing = await standingOf(ctx, meetingId);
  return encryptionOf(standing) === 'END_TO_END' ? standing.epoch : null;
}

/** What works in a meeting and what does not. */
export const capabilitiesIn = async (
  ctx: MeetingsContext,
  { id, mode }: Pick<MeetingRow, 'id' | 'mode'>,
): Promise<CapabilityState[]> =>
  capabilitiesOf({ mode, encryption: await encryptionIn(ctx, id), missing: ctx.routed.missing });

/** The public key of somebody's device; null where they are not in, or it has none. */
export const mediaKeyOf = async (ctx: RequestContext, participantId: string): Promise<string | null> =>
  (await load(ctx, findPublicKeys, participantId)) ?? null;

/** What the others in a meeting sealed for the viewer's device, in the epoch that it is in now. */
export async function keysForViewer(ctx: RequestContext, meetingId: string): Promise<SealedMediaKey[]> {
  const own = await placeOf(ctx, ctx.viewer.id, meetingId);
  if (!own) return [];
  const { epoch } = await standingOf(ctx, meetingId);
  const shares = await sharesFor(ctx.db, own.id, epoch);
  return shares.map(({ fromId, sealed }) => ({ fromParticipantId: fromId, epoch, sealed }));
}

/**
 * Hands out what the viewer's device sealed for the others, who are told to fetch it.
 * @throws CONFLICT where somebody came or went meanwhile: it has to be sealed for those who are there now
 */
export async function shareMediaKeys(ctx: RequestContext, input: ShareMediaKeysInput): Promise<boolean> {
  const { meetingId, epoch, shares } = input;
  checkShares(shares);
  const own = await placeNow(ctx, ctx.viewer.id, meetingId);
  if (!own || (await mediaKeyOf(ctx, own.id)) === null) throw notFound('Meeting');
  const reached = await transaction(ctx, async (inner) => {
    if ((await standingNow(inner, meetingId)).epoch !== epoch) {
      throw conflict('Somebody came or went meanwhile');
    }
    const kept = await saveShares(inner.db, { meetingId, fromId: own.id, epoch }, shares);
    // Nothing is kept of what was meant for somebody who is not there.
    if (kept.length < shares.length) throw notFound('Participant');
    return kept;
  });
  const news: MediaNews = {
    ...{ kind: 'KEYS', at: new Date().toISOString() },
    ...{ fromParticipantId: own.id, fromSeat: own.seat },
  };
  for (const id of reached) await ctx.events.signal(mediaTopic(id), news);
  return true;
}
