import { type RequestContext, newId, transaction } from '@parley/kit';
import { factsFor } from '../access/node.access.js';
import { type NodeFor, endsOfRights } from '../access/rights.rules.js';
import { tellAccessChanged } from '../followed/followed.service.js';
import { announceAdded } from '../node/announce.service.js';
import type { FileRight } from '../node/file-kinds.js';
import { nodeInside, settled } from '../node/place.service.js';
import { onBehalfOf } from '../person/on-behalf.service.js';
import { tellFiles } from '../told/told-file.service.js';
import { bringBackByItself, throwAwayByItself } from '../trash/trash.service.js';
import {
  type Gift,
  type SentState,
  giveToChannel,
  neverSent,
  sentStateOf,
  setAwaited,
  setSent,
  takeFromChannels,
} from './shown-file.store.js';

/** A file of ours, and where messages show it by now. */
export interface ShownFile {
  readonly fileId: string;
  /** Channels whose messages show it, and who sent those. */
  readonly channels: readonly { readonly id: string; readonly personIds: readonly string[] }[];
  /** Whether a message that is sent later will show it. */
  readonly isAwaited: boolean;
}

/** What those who read a message may do with the files in it, if whoever sent it could give as much. */
const GIVEN: readonly FileRight[] = ['VIEW', 'COMMENT', 'DOWNLOAD'];

/**
 * What somebody gives by showing a file in a message: never more than they have, nor for longer, and nothing unless they
 * may pass it on. What was sent to a channel is passed on by whoever reads it there, as its message is.
 */
function giftOf(node: NodeFor): Pick<Gift, 'rights' | 'expiresAt'> | null {
  const ends = endsOfRights(node);
  const passesOn = ends.has('SHARE') || (node.inChannel && ends.has('DOWNLOAD'));
  const rights = GIVEN.filter((right) => ends.has(right));
  if (!passesOn || rights.length === 0) return null;
  const needed = ends.has('SHARE') ? (['SHARE', ...rights] as const) : rights;
  const times = needed.flatMap((right) => ends.get(right)?.getTime() ?? []);
  return { rights, expiresAt: times.length === 0 ? null : new Date(Math.min(...times)) };
}

/** What the first of these people who may give it gives; they are weighed as they are known here now. */
async function giftOfAny(
  ctx: RequestContext,
  fileId: string,
  personIds: readonly string[],
): Promise<Pick<Gift, 'rights' | 'expiresAt'> | null> {
  for (const personId of personIds) {
    const person = await onBehalfOf(ctx, personId);
    const node = person && (await factsFor(ctx.db, person, [fileId])).get(fileId);
    const gift = node ? giftOf(node) : null;
    if (gift) return gift;
  }
  return null;
}

/** It is in the channel that it went to, or is there no longer: then it goes to the trash of whoever sent it. */
async function sendOrTakeBack(
  ctx: RequestContext,
  file: { readonly id: string; readonly state: SentState },
  isShown: boolean,
): Promise<void> {
  const { id, state } = file;
  const node = await nodeInside(ctx, id);
  if (isShown) {
    await setSent(ctx.db, id, true);
    if (state.wentByItself) await bringBackByItself(ctx, node);
    await announceAdded(ctx, node);
    return;
  }
  await setSent(ctx.db, id, false);
  if (state.trashedAt === null) await throwAwayByItself(ctx, node);
}

/** Gives it to channels that do not have it yet. @returns whether any did get it */
async function giveTo(
  ctx: RequestContext,
  { fileId, channels }: Pick<ShownFile, 'fileId' | 'channels'>,
  known: readonly string[],
): Promise<boolean> {
  let isGiven = false;
  for (const { id: channelId, personIds } of channels) {
    const gift = known.includes(channelId) ? null : await giftOfAny(ctx, fileId, personIds);
    if (!gift) continue;
    await giveToChannel(ctx.db, fileId, { ...gift, shareId: newId('share'), channelId });
    isGiven = true;
  }
  return isGiven;
}

/**
 * Takes in where messages show a file: whoever reads them may see it and keep a copy. Whether whoever sent them could
 * give that is decided here, when it is first heard; hearing again changes nothing.
 */
export async function recordShown(ctx: RequestContext, shown: ShownFile): Promise<void> {
  const { fileId, channels, isAwaited } = shown;
  if (!(await sentStateOf(ctx.db, fileId))) return;
  await settled(ctx, [await nodeInside(ctx, fileId)], 'exclusive');
  const state = await sentStateOf(ctx.db, fileId);
  if (!state) return;
  await setAwaited(ctx.db, fileId, isAwaited);
  const isShown = channels.some(({ id }) => id === state.channelId);
  if (state.channelId !== null && state.isSent !== isShown) {
    await sendOrTakeBack(ctx, { id: fileId, state }, isShown);
  }
  const others = channels.filter(({ id }) => id !== state.channelId);
  const isTaken = await takeFromChannels(
    ctx.db,
    fileId,
    others.map(({ id }) => id),
  );
  const isGiven = await giveTo(ctx, { fileId, channels: others }, state.givenTo);
  if (isTaken || isGiven) await tellFiles(ctx, [fileId]);
  if (isTaken || (state.isSent && !isShown)) await tellAccessChanged(ctx, fileId, null);
}

/** For how long what went to a channel waits for its message. */
const UNSENT_HOURS = 24;
const AT_ONCE = 50;

/** Throws away what went to a channel and whose message was never sent. */
export async function throwUnsent(ctx: RequestContext, now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - UNSENT_HOURS * 3_600_000);
  for (const id of await neverSent(ctx.db, before, AT_ONCE)) {
    await transaction(ctx, async (inner) => {
      const [node] = await settled(inner, [await nodeInside(inner, id)], 'exclusive');
      const state = await sentStateOf(inner.db, id);
      if (node && state?.isSent === false) await sendOrTakeBack(inner, { id, state }, false);
    });
  }
}
