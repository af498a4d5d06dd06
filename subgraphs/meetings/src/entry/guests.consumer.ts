import { type Told, consumer, isId, partsOf, textOf, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import { isPresent } from '../meeting/room.rules.js';
import { placeNow } from '../participant/place.service.js';
import { takeOut } from './leave.service.js';

/** The meetings that a pass named. */
const meetingsOf = (told: Told): string[] =>
  partsOf(told, 'grants')
    .map((grant) => textOf(grant, 'targetId'))
    .filter((id) => isId('meeting', id));

/** Whoever was in a meeting by a pass that is over is out of it, whether their device says so or not. */
async function takeOutOf(ctx: MeetingsContext, meetingId: string, guestId: string): Promise<void> {
  await transaction(ctx, async (inner) => {
    const meeting = await holdingRoom(inner, meetingId);
    const place = await placeNow(inner, guestId, meetingId);
    if (meeting && place && isPresent(place.state)) await takeOut(inner, meeting, place, 'LEAVE');
  });
}

/** Guests whose pass is over, as identity tells of it. */
export const guestsConsumer = consumer(
  'identity',
  ['guestPassChanged'],
  async (ctx, events) => {
    for (const { data } of events) {
      const { guestId, over } = data;
      if (over !== true || typeof guestId !== 'string') continue;
      for (const id of meetingsOf(data)) await takeOutOf(ctx as MeetingsContext, id, guestId);
    }
  },
  { name: 'guests of meetings' },
);
