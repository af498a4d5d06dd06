import { type LogEvent, type RequestContext, consumer } from '@parley/kit';
import { recordInRoom } from '../channel/room-channel.service.js';
import { recordRoom } from './room.service.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

async function takeIn(ctx: RequestContext, { kind, data }: LogEvent): Promise<void> {
  const meetingId = text(data['meetingId']);
  if (kind === 'participantTold') {
    const [personId, role, state] = [text(data['personId']), text(data['role']), text(data['state'])];
    await recordInRoom(ctx, { meetingId, personId, role, state });
    return;
  }
  await recordRoom(ctx, {
    ...{ meetingId, organizationId: text(data['organizationId']), title: text(data['title']) },
    ...{ channelId: textOrNull(data['channelId']), createdById: textOrNull(data['createdById']) },
    ...{ isLive: data['isLive'] === true, everybodyWrites: data['everybodyWrites'] !== false },
  });
}

/** Rooms of meetings' and who is in them: each has a channel, which shows when it begins and ends. */
export const roomConsumer = consumer(
  'meetings',
  ['meetingTold', 'participantTold'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx, event);
  },
  { name: 'rooms', orderedBy: ({ data }) => text(data['meetingId']) },
);
