import {
  type Action,
  batchOf,
  hasPermission,
  load,
  type Page,
  type PageArgs,
  pageRequest,
  type RequestContext,
  toPage,
} from '@parley/kit';
import { attributesOf } from './admission.rules.js';
import { accessChannel, onlyChannels, peekChannel, rightsIn } from './channel.access.js';
import { ChannelKind } from './channel.js';
import { ChannelsArgs } from './channel.inputs.js';
import { TOLD_RIGHTS } from './channel-rights.rules.js';
import { OVERSEEN, directKeyOf, isOutsider } from './channel.rules.js';
import { departmentChannels, directChannels } from './channel.store.js';
import { type ChannelQuery, type ListedChannel, findChannels, listedSince } from './directory.store.js';
import { type ReadableChannel, channelsToRead } from './readable.store.js';
import type { ChannelAt, Standing } from './channel.table.js';

export { channelInside } from './channel.access.js';
export type { ReadableChannel } from './readable.store.js';

/** One channel. */
export async function readChannel(ctx: RequestContext, id: string): Promise<ChannelAt> {
  return (await accessChannel(ctx, id, 'READ')).channel;
}

/** A channel that another subgraph refers to; null where the viewer may not read it. */
export async function referToChannel(ctx: RequestContext, id: string): Promise<ChannelAt | null> {
  return (await peekChannel(ctx, id))?.channel ?? null;
}

/** The viewer's own place in a channel; null when not in it. */
export async function ownMembership(ctx: RequestContext, channelId: string): Promise<Standing['membership']> {
  const standing = await peekChannel(ctx, channelId);
  return standing?.membership?.endedAt === null ? standing.membership : null;
}

/** What the viewer may do with a channel. */
export async function channelActions(ctx: RequestContext, channelId: string): Promise<Action[]> {
  const rights = await rightsIn(ctx, channelId);
  return TOLD_RIGHTS.filter((right) => rights.has(right));
}

/** Which channels a viewer finds without being in them, and a guest's only ones. */
async function scopeOf(
  ctx: RequestContext,
): Promise<Pick<ChannelQuery, 'openKinds' | 'attributes' | 'onlyIds'>> {
  const { viewer } = ctx;
  const onlyIds = await onlyChannels(ctx);
  if (onlyIds) return { openKinds: Object.values(ChannelKind), attributes: null, onlyIds };
  if (isOutsider(viewer)) return { openKinds: [], attributes: null, onlyIds };
  if (hasPermission(viewer, 'MODERATE_CHANNELS')) return { openKinds: OVERSEEN, attributes: null, onlyIds };
  return { openKinds: ['PUBLIC'], attributes: attributesOf(viewer), onlyIds };
}

/**
 * Every channel that the viewer may read, archived ones too, or those of them with one of these ids or with one of
 * these texts in their name.
 */
export async function readableChannels(
  ctx: RequestContext,
  named: readonly string[] | null = null,
): Promise<ReadableChannel[]> {
  const { id, organizationId } = ctx.viewer;
  return channelsToRead(ctx.db, { ...(await scopeOf(ctx)), personId: id, organizationId, named });
}

/** Open channels that came, changed or went since a mark (see README) and that the viewer could join. */
export async function channelsListedSince(
  ctx: RequestContext,
  mark: string,
): Promise<{ readonly id: string; readonly stamp: string }[]> {
  const { viewer } = ctx;
  if (isOutsider(viewer)) return [];
  const { id, organizationId } = viewer;
  const attributes = hasPermission(viewer, 'MODERATE_CHANNELS') ? null : attributesOf(viewer);
  return listedSince(ctx.db, { id, organizationId, attributes }, mark);
}

const keyOf = ({ sortName, id }: ListedChannel): readonly string[] => [sortName, id];

/** Channels that the viewer could see or join. */
export async function listChannels(ctx: RequestContext, args: ChannelsArgs): Promise<Page<ChannelAt>> {
  const request = pageRequest(args);
  const { filter } = args;
  const found = await findChannels(
    ctx.db,
    {
      ...(await scopeOf(ctx)),
      organizationId: ctx.viewer.organizationId,
      personId: ctx.viewer.id,
      text: filter?.text ?? null,
      kinds: filter?.kinds ?? null,
      joined: filter?.joined ?? null,
      archived: filter?.archived ?? false,
      withUserId: filter?.withUserId ?? null,
    },
    request,
  );
  return toPage(found, request, keyOf);
}

const findDirects = batchOf(directChannels);

/** The channel of the viewer and one other person, if there is one. */
export async function directChannelWith(ctx: RequestContext, userId: string): Promise<ChannelAt | null> {
  const channel = await load(ctx, findDirects, directKeyOf(ctx.viewer.id, userId));
  return channel ? referToChannel(ctx, channel.id) : null;
}

const findOfDepartments = batchOf(departmentChannels);

/** The channel of a department, where the viewer may read it. */
export async function departmentChannel(
  ctx: RequestContext,
  departmentId: string,
): Promise<ChannelAt | null> {
  const channel = await load(ctx, findOfDepartments, departmentId);
  return channel ? referToChannel(ctx, channel.id) : null;
}

/** Channels that the viewer and another person are both in. */
export const listSharedChannels = (
  ctx: RequestContext,
  userId: string,
  args: PageArgs,
): Promise<Page<ChannelAt>> =>
  listChannels(
    ctx,
    Object.assign(new ChannelsArgs(), args, { filter: { joined: true, withUserId: userId } }),
  );
