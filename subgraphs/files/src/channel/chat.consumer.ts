import {
  type LogEvent,
  type RequestContext,
  type Told,
  consumer,
  idInStream,
  partsOf,
  textOf,
  textOrNull,
  textsOf,
} from '@parley/kit';
import { forgetMember, recordChannel, recordMember } from './channel.service.js';
import type { ChannelCondition, ChannelRow } from './channel.table.js';

const conditionsOf = (told: Told): ChannelCondition[] =>
  partsOf(told, 'access').map((condition) => ({
    attribute: textOf(condition, 'attribute'),
    values: textsOf(condition, 'values'),
  }));

const toChannel = ({ data }: LogEvent): ChannelRow => ({
  id: textOf(data, 'channelId'),
  organizationId: textOf(data, 'organizationId'),
  kind: textOf(data, 'kind'),
  name: textOf(data, 'name'),
  region: textOrNull(data, 'region'),
  access: conditionsOf(data),
});

async function takeIn(ctx: RequestContext, event: LogEvent): Promise<void> {
  const { kind, data } = event;
  const member = { channelId: idInStream(event), personId: textOf(data, 'personId') };
  if (kind === 'memberAdded') await recordMember(ctx, member);
  else if (kind === 'memberRemoved') await forgetMember(ctx, member);
  else {
    const memberIds = Array.isArray(data['memberIds']) ? textsOf(data, 'memberIds') : null;
    await recordChannel(ctx, toChannel(event), memberIds);
  }
}

/** Channels and who is in them, as chat has them: what was sent to a channel is for whoever reads it. */
export const chatConsumer = consumer(
  'chat',
  ['channelTold', 'memberAdded', 'memberRemoved'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx, event);
  },
  { orderedBy: idInStream },
);
