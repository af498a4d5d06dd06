import { type Job, job, transaction } from '@parley/kit';
import { isLost, isMissed } from '../call/call-watch.rules.js';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { WATCH_ROOM, changeRoom, closeRoom, watchOn } from '../meeting/room-life.service.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { changePlace, presentNow } from '../participant/place.service.js';
import { takeOut } from './leave.service.js';

/** Who waits asks again every 20 seconds: two times that did not come are no accident. */
const STOPPED_WAITING_MS = 60_000;

const hasStoppedWaiting = ({ state, seenAt }: ParticipantRow, now: Date): boolean =>
  state === 'WAITING' && now.getTime() - seenAt.getTime() > STOPPED_WAITING_MS;

/** Whoever gives no sign of life is shown as reconnecting, and who stays away is out. */
async function lookAfter(ctx: MeetingsContext, meeting: MeetingRow, each: ParticipantRow): Promise<void> {
  const now = new Date();
  if (isLost(each, each.joinedAt, now) || hasStoppedWaiting(each, now)) {
    await takeOut(ctx, meeting, each, 'LEAVE');
  } else if (isMissed(each, now)) {
    await tellParticipant(ctx, await changePlace(ctx, each, { state: 'RECONNECTING', missedSince: now }));
  }
}

/** Ends a room that nobody has come back to, and looks no longer after one that nobody is in. */
async function goOn(ctx: MeetingsContext, id: string): Promise<void> {
  const meeting = await holdingRoom(ctx, id);
  if (!meeting || meeting.finishedAt) return;
  const { emptySince } = meeting;
  if (emptySince && Date.now() - emptySince.getTime() > ctx.calls.emptySeconds * 1_000) {
    await closeRoom(ctx, meeting);
    return;
  }
  const isNeeded = emptySince !== null || (await presentNow(ctx, id)).length > 0;
  if (isNeeded) await watchOn(ctx, meeting);
  else await changeRoom(ctx, meeting, { watchedSince: null });
}

interface Watch {
  readonly meetingId?: unknown;
  readonly since?: unknown;
}

/** Looks after a room for as long as somebody is in it or waits; one watch at a time. */
export const watchingRooms: Job = job(WATCH_ROOM, { atOnce: 20 }, (ctx, data) =>
  transaction(ctx as MeetingsContext, async (inner) => {
    const { meetingId, since }: Watch = data;
    const meeting = await holdingRoom(inner, String(meetingId));
    if (!meeting || meeting.finishedAt || meeting.watchedSince?.getTime() !== since) return;
    for (const each of await presentNow(inner, meeting.id)) {
      const now = await holdingRoom(inner, meeting.id);
      if (now && !now.finishedAt) await lookAfter(inner, now, each);
    }
    await goOn(inner, meeting.id);
  }),
);
