import type { RequestContext } from '@parley/kit';
import { type ToldLog, toldStream } from '../events.js';
import { channelsToTell } from './channel.store.js';

type Told = ToldLog['channelTold'];

/** Tells other subgraphs what a channel is by now; who is in it they hear from its own stream. */
export const tellChannel = (
  ctx: RequestContext,
  {
    id,
    organizationId,
    kind,
    name,
    region,
    access,
  }: Omit<Told, 'channelId' | 'memberIds'> & { readonly id: string },
): Promise<void> =>
  ctx.events.publish(toldStream(id), 'channelTold', {
    ...{ channelId: id, organizationId, kind, name, region, access, memberIds: null },
  } satisfies Told);

/** Tells other subgraphs of channels as they are in the tables. */
export async function tellChannels(
  ctx: RequestContext,
  channelIds: readonly string[],
  withMembers: 'with members' | 'without members' = 'without members',
): Promise<void> {
  for (const { memberIds, ...channel } of await channelsToTell(ctx.db, channelIds)) {
    const told: Told = { ...channel, memberIds: withMembers === 'with members' ? memberIds : null };
    await ctx.events.publish(toldStream(channel.channelId), 'channelTold', told);
  }
}
