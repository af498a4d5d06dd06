import { type LogEvent, type RequestContext, consumer } from '@parley/kit';
import { forgetMember, recordMember, recordMembers } from './channel-member.service.js';

/** The channel whose stream it is: `channel:<id>`, or `told:<id>`. */
const channelOf = ({ stream }: LogEvent): string => stream.slice(stream.indexOf(':') + 1);

async function takeIn(ctx: RequestContext, event: LogEvent): Promise<void> {
  const { kind, data } = event;
  const channelId = channelOf(event);
  const member = { channelId, personId: String(data['personId']) };
  if (kind === 'memberAdded') await recordMember(ctx, member);
  else if (kind === 'memberRemoved') await forgetMember(ctx, member);
  else if (Array.isArray(data['memberIds'])) {
    await recordMembers(ctx, channelId, data['memberIds'].map(String));
  }
}

/** Who is in which channel, as chat has it: some may only call people whom they share one with. */
export const chatConsumer = consumer(
  'chat',
  ['channelTold', 'memberAdded', 'memberRemoved'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx, event);
  },
  { orderedBy: channelOf },
);
