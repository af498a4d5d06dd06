import { type LogEvent, type RequestContext, consumer } from '@parley/kit';
import { forgetMember, recordChannel, recordMember } from './channel.service.js';
import type { ChannelCondition, ChannelRow } from './channel.table.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const conditionsOf = (value: unknown): ChannelCondition[] =>
  (Array.isArray(value) ? (value as Record<string, unknown>[]) : []).map((condition) => ({
    attribute: text(condition['attribute']),
    values: texts(condition['values']),
  }));

const toChannel = ({ data }: LogEvent): ChannelRow => ({
  id: text(data['channelId']),
  organizationId: text(data['organizationId']),
  kind: text(data['kind']),
  name: text(data['name']),
  region: textOrNull(data['region']),
  access: conditionsOf(data['access']),
});

/** The channel whose stream it is: `channel:<id>`, or `told:<id>`. */
const channelOf = ({ stream }: LogEvent): string => stream.slice(stream.indexOf(':') + 1);

async function takeIn(ctx: RequestContext, event: LogEvent): Promise<void> {
  const { kind, data } = event;
  const member = { channelId: channelOf(event), personId: text(data['personId']) };
  if (kind === 'memberAdded') await recordMember(ctx, member);
  else if (kind === 'memberRemoved') await forgetMember(ctx, member);
  else {
    const memberIds = data['memberIds'];
    await recordChannel(ctx, toChannel(event), Array.isArray(memberIds) ? texts(memberIds) : null);
  }
}

/** Channels and who is in them, as chat has them: what was sent to a channel is for whoever reads it. */
export const chatConsumer = consumer(
  'chat',
  ['channelTold', 'memberAdded', 'memberRemoved'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx, event);
  },
  { orderedBy: channelOf },
);
