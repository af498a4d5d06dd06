import { type LogEvent, type RequestContext, consumer } from '@parley/kit';
import { recordInRoom } from '../channel/room-channel.service.js';
import { recordRoom } from './room.service.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The room whose stream it is: `meeting:<id>`, or `told:<id>`. */
const roomOf = ({ stream }: LogEvent): string => stream.slice(stream.indexOf(':') + 1);

/** Where somebody stands in the room by now; nothing in what is told to those who wait at its door. */
async function takeInPlace(ctx: RequestContext, event: LogEvent): Promise<void> {
  const place = event.data['place'] as Record<string, unknown> | undefined;
  if (!place) return;
  const [personId, role, state] = [text(place['personId']), text(place['role']), text(place['state'])];
  await recordInRoom(ctx, { meetingId: roomOf(event), personId, role, state });
}

async function takeIn(ctx: RequestContext, event: LogEvent): Promise<void> {
  const { kind, data } = event;
  if (kind === 'participantChanged') return takeInPlace(ctx, event);
  const meetingId = text(data['meetingId']);
  await recordRoom(ctx, {
    ...{ meetingId, organizationId: text(data['organizationId']), title: text(data['title']) },
    ...{ channelId: textOrNull(data['channelId']), createdById: textOrNull(data['createdById']) },
    ...{
      isLive: data['isLive'] === true,
      isOver: data['isOver'] === true,
      everybodyWrites: data['everybodyWrites'] !== false,
    },
  });
}

/** Rooms of meetings' and who is in them: each has a channel, which shows when it begins and ends. */
export const roomConsumer = consumer(
  'meetings',
  ['meetingTold', 'participantChanged'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx, event);
  },
  { name: 'rooms', orderedBy: roomOf },
);
