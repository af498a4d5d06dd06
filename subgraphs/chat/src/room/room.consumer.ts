import {
  type LogEvent,
  type RequestContext,
  type Told,
  consumer,
  idInStream,
  textOf,
  textOrNull,
} from '@parley/kit';
import { recordInRoom } from '../channel/room-channel.service.js';
import { recordRoom } from './room.service.js';

/** Where somebody stands in the room by now; nothing in what is told to those who wait at its door. */
async function takeInPlace(ctx: RequestContext, event: LogEvent): Promise<void> {
  const place = event.data['place'] as Told | undefined;
  if (!place) return;
  const [personId, role, state] = [textOf(place, 'personId'), textOf(place, 'role'), textOf(place, 'state')];
  await recordInRoom(ctx, { meetingId: idInStream(event), personId, role, state });
}

async function takeIn(ctx: RequestContext, event: LogEvent): Promise<void> {
  const { kind, data } = event;
  if (kind === 'participantChanged') return takeInPlace(ctx, event);
  const meetingId = textOf(data, 'meetingId');
  await recordRoom(ctx, {
    ...{ meetingId, organizationId: textOf(data, 'organizationId'), title: textOf(data, 'title') },
    ...{ channelId: textOrNull(data, 'channelId'), createdById: textOrNull(data, 'createdById') },
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
  { name: 'rooms', orderedBy: idInStream },
);
