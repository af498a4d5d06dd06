import { type LogEvent, type RequestContext, consumer, idInStream, textOf, textsOf } from '@parley/kit';
import { forgetMember, recordMember, recordMembers } from './channel-member.service.js';

async function takeIn(ctx: RequestContext, event: LogEvent): Promise<void> {
  const { kind, data } = event;
  const channelId = idInStream(event);
  const member = { channelId, personId: textOf(data, 'personId') };
  if (kind === 'memberAdded') await recordMember(ctx, member);
  else if (kind === 'memberRemoved') await forgetMember(ctx, member);
  else if (Array.isArray(data['memberIds'])) {
    await recordMembers(ctx, channelId, textsOf(data, 'memberIds'));
  }
}

/** Who is in which channel, as chat has it: some may only call people whom they share one with. */
export const chatConsumer = consumer(
  'chat',
  ['channelTold', 'memberAdded', 'memberRemoved'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx, event);
  },
  { orderedBy: idInStream },
);
