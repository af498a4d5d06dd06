import { conflict, invalid, later, notFound, once, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { type MeetingLog, meetingStream } from '../events.js';
import { makeBreakoutRoom } from '../meeting/breakout-room.service.js';
import { accessMeeting, holdingMeeting, holdingRoom } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { changeRoom, closeBreakoutRooms, restIfEmpty } from '../meeting/room-life.service.js';
import { tellMeeting } from '../meeting/room-news.service.js';
import { meetingNow } from '../meeting/room.service.js';
import { findPeople } from '../person/person.service.js';
import type {
  AssignToBreakoutInput,
  CloseBreakoutsInput,
  OpenBreakoutsInput,
  PlanBreakoutsInput,
} from './breakout.inputs.js';
import { letInto } from './breakout-place.service.js';
import { type PlannedRoom, checkGrace, checkPlan, closingAfter } from './breakout.rules.js';
import { sessionNow } from './breakout-session.service.js';
import {
  breakoutsById,
  breakoutsIn,
  insertBreakout,
  openSession,
  placesIn,
  putPlaces,
  removePlanned,
  replacePlaces,
  setClosing,
} from './breakout.store.js';
import type { BreakoutSessionRow } from './breakout.table.js';

/** The job that closes breakout rooms when their time is over. */
export const CLOSE_BREAKOUTS = 'close-breakouts';
const ASSIGNED_AT_ONCE = 100;

/** Tells everybody in a meeting, and in its rooms, that these are different now; inside a transaction. */
export async function tellBreakoutsChanged(ctx: MeetingsContext, meetingId: string): Promise<void> {
  const data: MeetingLog['breakoutsChanged'] = { meetingId };
  const rooms = await breakoutsIn(ctx.db, meetingId);
  for (const id of [meetingId, ...rooms.map((room) => room.meetingId).sort()]) {
    await ctx.events.publish(meetingStream(id), 'breakoutsChanged', data);
  }
}

/** A meeting whose breakout rooms the viewer keeps, held until the transaction ends. */
async function holdingParent(ctx: MeetingsContext, id: string): Promise<MeetingRow> {
  const { meeting } = await holdingMeeting(ctx, id, 'BREAK_OUT');
  if (meeting.finishedAt) throw conflict('This meeting is over');
  if (meeting.kind === 'BREAKOUT') throw conflict('A breakout room has no breakout rooms of its own');
  return meeting;
}

/** @throws INVALID in the same words for strangers and for nobody */
async function checkPeople(
  ctx: MeetingsContext,
  { organizationId }: MeetingRow,
  userIds: readonly string[],
): Promise<void> {
  const people = await findPeople(ctx, userIds);
  const isKnown = (id: string): boolean => {
    const person = people.get(id);
    return person?.organizationId === organizationId && person.state === 'ACTIVE';
  };
  if (!userIds.every(isKnown)) throw invalid('rooms', 'One of these people is not there');
}

/** The rooms of a plan: those that were planned before are kept as far as there are as many. */
async function roomsFor(
  ctx: MeetingsContext,
  parent: MeetingRow,
  plan: readonly PlannedRoom[],
): Promise<string[]> {
  const before = (await breakoutsIn(ctx.db, parent.id)).map(({ meetingId }) => meetingId);
  await removePlanned(ctx.db, before.slice(plan.length));
  const ids: string[] = [];
  for (const [position, { title }] of plan.entries()) {
    const known = before[position];
    const id = known ?? (await makeBreakoutRoom(ctx, parent, title));
    if (known) await changeRoom(ctx, { id }, { title });
    else await insertBreakout(ctx.db, { meetingId: id, parentId: parent.id, position });
    ids.push(id);
  }
  return ids;
}

/** Prepares breakout rooms, in place of those that were prepared before. */
export async function planBreakouts(ctx: MeetingsContext, input: PlanBreakoutsInput): Promise<MeetingRow> {
  const plan = checkPlan(input.rooms);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'planBreakouts', input, async () => {
      const parent = await holdingParent(inner, input.meetingId);
      if (await sessionNow(inner, parent.id)) throw conflict('The breakout rooms are open; close them first');
      const userIds = plan.flatMap((room) => room.userIds);
      await checkPeople(inner, parent, userIds);
      const ids = await roomsFor(inner, parent, plan);
      const places = plan.flatMap((room, n) =>
        room.userIds.map((personId) => ({ personId, meetingId: ids[n] ?? '' })),
      );
      await replacePlaces(inner.db, parent.id, places);
      await tellBreakoutsChanged(inner, parent.id);
      return parent;
    }),
  );
  return meetingNow(ctx, id);
}

const closeLater = async (
  ctx: MeetingsContext,
  { meetingId, openedAt }: BreakoutSessionRow,
  after: Date,
): Promise<void> => later(ctx, CLOSE_BREAKOUTS, { meetingId, since: openedAt.getTime() }, { after });

/** Opens the breakout rooms: everybody goes where they were put. */
export async function openBreakouts(ctx: MeetingsContext, input: OpenBreakoutsInput): Promise<MeetingRow> {
  const closesAt = closingAfter(input.minutes, new Date());
  const id = await transaction(ctx, (inner) =>
    once(inner, 'openBreakouts', input, async () => {
      const parent = await holdingParent(inner, input.meetingId);
      if (await sessionNow(inner, parent.id)) throw conflict('The breakout rooms are open already');
      const rooms = (await breakoutsIn(inner.db, parent.id)).map(({ meetingId }) => meetingId);
      if (rooms.length === 0) throw conflict('Plan breakout rooms first');
      const places = await placesIn(inner.db, rooms);
      for (const room of rooms) {
        await letInto(inner, parent.id, room, places.get(room)?.personIds ?? []);
        await tellMeeting(inner, room);
      }
      const session = await openSession(inner.db, parent.id, closesAt);
      if (closesAt) await closeLater(inner, session, closesAt);
      await tellBreakoutsChanged(inner, parent.id);
      return parent;
    }),
  );
  return meetingNow(ctx, id);
}

/** Closes the breakout rooms of a meeting that is held; whoever is in one of them comes back. */
export async function bringBack(ctx: MeetingsContext, parent: MeetingRow): Promise<void> {
  // Told to those in the rooms as well, so before these are over.
  await tellBreakoutsChanged(ctx, parent.id);
  await closeBreakoutRooms(ctx, parent);
  const meeting = await holdingRoom(ctx, parent.id);
  if (meeting) await restIfEmpty(ctx, meeting);
}

/** Brings everyone back, at once or in a moment. */
export async function closeBreakouts(ctx: MeetingsContext, input: CloseBreakoutsInput): Promise<MeetingRow> {
  const grace = checkGrace(input.seconds);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'closeBreakouts', input, async () => {
      const parent = await holdingParent(inner, input.meetingId);
      const session = await sessionNow(inner, parent.id);
      if (!session) throw conflict('No breakout rooms are open');
      const closesAt = new Date(Date.now() + grace * 1_000);
      if (grace === 0) {
        await bringBack(inner, parent);
      } else if (!session.closesAt || closesAt < session.closesAt) {
        await setClosing(inner.db, parent.id, closesAt);
        await closeLater(inner, session, closesAt);
        await tellBreakoutsChanged(inner, parent.id);
      }
      return parent;
    }),
  );
  return meetingNow(ctx, id);
}

/** Puts people into a breakout room instead of where they are or were to go. */
export async function assignToBreakout(
  ctx: MeetingsContext,
  input: AssignToBreakoutInput,
): Promise<MeetingRow> {
  const userIds = [...new Set(input.userIds)];
  if (userIds.length < 1 || userIds.length > ASSIGNED_AT_ONCE) {
    throw invalid('userIds', `Name 1 to ${String(ASSIGNED_AT_ONCE)} people`);
  }
  const seen = await accessMeeting(ctx, input.meetingId, 'KNOW');
  const id = await transaction(ctx, (inner) =>
    once(inner, 'assignToBreakout', input, async () => {
      const { parentId, finishedAt } = seen.meeting;
      const room = (await breakoutsById(inner.db, [input.meetingId])).get(input.meetingId);
      if (parentId === null || !room) throw notFound('Meeting');
      const parent = await holdingParent(inner, parentId);
      if (finishedAt) throw conflict('This breakout room is closed');
      await checkPeople(inner, parent, userIds);
      const places = userIds.map((personId) => ({ personId, meetingId: room.meetingId }));
      await putPlaces(inner.db, parentId, places);
      if (await sessionNow(inner, parentId)) await letInto(inner, parentId, room.meetingId, userIds);
      await tellBreakoutsChanged(inner, parentId);
      return parent;
    }),
  );
  return meetingNow(ctx, id);
}
