import { conflict } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { isIn } from '../meeting/room.rules.js';
import { presentNow } from './place.service.js';

const full = (roomSize: number, what: string) =>
  conflict(`At most ${String(roomSize)} people ${what} at once, and so many are in this one`);

/**
 * Lets pass as many as a room that is held by this transaction has a place for; whoever waits takes none from those who
 * are in.
 * @throws CONFLICT that says how many it holds
 */
export async function checkRoomFor(ctx: MeetingsContext, meetingId: string, count: number): Promise<void> {
  const present = await presentNow(ctx, meetingId);
  const { roomSize } = ctx.calls;
  if (present.filter(({ state }) => isIn(state)).length + count > roomSize) {
    throw full(roomSize, 'are in a meeting');
  }
}

/** @throws CONFLICT where as many wait as the room would hold */
export async function checkLobbyFor(ctx: MeetingsContext, meetingId: string): Promise<void> {
  const present = await presentNow(ctx, meetingId);
  const { roomSize } = ctx.calls;
  if (present.filter(({ state }) => state === 'WAITING').length >= roomSize) {
    throw full(roomSize, 'wait in a lobby');
  }
}
