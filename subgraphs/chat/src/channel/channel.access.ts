import {
  type Action,
  anyViewer,
  batchOf,
  type Decision,
  load,
  loadMany,
  notFound,
  prime,
  refusedBy,
  type RequestContext,
  type Viewer,
} from '@parley/kit';
import {
  type ChannelRight,
  channelRights,
  decideInChannel,
  explainInChannel,
  mayInChannel,
} from './channel-rights.rules.js';
import { type Place, channelsById, channelsOfRooms, standingsAt } from './channel.store.js';
import type { ChannelAt, Standing } from './channel.table.js';

const NO_RIGHTS: ReadonlySet<ChannelRight> = new Set();

/** A viewer's place in a channel as a key that says everything the answer depends on. */
export function placeOf({ id, grants }: Pick<Viewer, 'id' | 'grants'>, channelId: string): string {
  const grant = grants.find(({ targetId }) => targetId === channelId);
  return JSON.stringify([channelId, id, grant?.grantedById ?? null]);
}

function toPlace(key: string): Place {
  const [channelId, personId, grantorId] = JSON.parse(key) as [string, string, string | null];
  return { channelId, personId, grantorId };
}

/** Batch: channels with somebody's place in each, of however many viewers ask in the same turn. */
export const findStandings = anyViewer(
  async (ctx: RequestContext, keys: readonly string[]): Promise<Map<string, Standing>> => {
    const standings = await standingsAt(ctx.db, keys.map(toPlace));
    return new Map(keys.flatMap((key, n) => (standings[n] ? [[key, standings[n]] as const] : [])));
  },
);

/** A channel with somebody's place in it, whatever they may do there; for deciding about them only. */
export const standingOf = async (
  ctx: RequestContext,
  who: Pick<Viewer, 'id' | 'grants'>,
  channelId: string,
): Promise<Standing | null> => (await load(ctx, findStandings, placeOf(who, channelId))) ?? null;

/** What the viewer may do in a channel; nothing at all when it is hidden or absent. */
export async function rightsIn(ctx: RequestContext, channelId: string): Promise<ReadonlySet<ChannelRight>> {
  const standing = await standingOf(ctx, ctx.viewer, channelId);
  return standing ? channelRights(ctx.viewer, standing) : NO_RIGHTS;
}

/** Whether somebody may do that in a channel, and why; for those who may ask. */
export async function decideInChannelFor(
  ctx: RequestContext,
  who: Viewer,
  channelId: string,
  action: Action,
): Promise<Decision> {
  const standing = await standingOf(ctx, who, channelId);
  if (!standing) throw notFound('Channel');
  return explainInChannel(who, standing, action);
}

const findById = batchOf(channelsById);
const findRoomChannels = batchOf(channelsOfRooms);

/** The viewer's place in a channel, if the viewer may read it. */
export async function peekChannel(ctx: RequestContext, channelId: string): Promise<Standing | null> {
  const standing = await standingOf(ctx, ctx.viewer, channelId);
  if (!standing || !mayInChannel(ctx.viewer, standing, 'READ')) return null;
  prime(ctx, findById, channelId, standing.channel);
  return standing;
}

/** The channel of something that is being read already; never for an id that a client gave. */
export async function channelInside(ctx: RequestContext, id: string): Promise<ChannelAt> {
  const channel = await load(ctx, findById, id);
  if (!channel) throw notFound('Channel');
  return channel;
}

/**
 * The only door to a channel on a viewer's behalf.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN where it is seen but that right is missing
 */
export async function accessChannel(
  ctx: RequestContext,
  channelId: string,
  right: ChannelRight,
): Promise<Standing> {
  const standing = await peekChannel(ctx, channelId);
  if (!standing) throw notFound('Channel');
  const decision = decideInChannel(ctx.viewer, standing, right);
  if (decision.allowed) return standing;
  throw refusedBy(decision);
}

/**
 * The only channels of a guest: those that the pass opens at this moment, which ends with its issuer's right to invite
 * there. Null for everybody else.
 */
export async function onlyChannels(ctx: RequestContext): Promise<readonly string[] | null> {
  const { viewer } = ctx;
  if (viewer.kind !== 'guest') return null;
  const targets = [...new Set(viewer.grants.map(({ targetId }) => targetId))];
  const ofRooms = await loadMany(ctx, findRoomChannels, targets);
  const named = [...targets, ...ofRooms];
  const open = await Promise.all(named.map((id) => peekChannel(ctx, id)));
  return open.flatMap((standing) => (standing ? [standing.channel.id] : []));
}
