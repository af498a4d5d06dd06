import { type RequestContext, newId } from '@parley/kit';
import { nameOfRoom, placeInRoom } from '../room/room.rules.js';
import { announce, announceToPeople } from './announce.service.js';
import { channelsOfRooms, insertChannel, lockChannel, shapeRoomChannel } from './channel.store.js';
import type { MemberRole } from './channel.js';
import { addMembers } from './membership.service.js';
import { endMembership, findMembership, membersAs, setRole } from './membership.store.js';
import { tellChannels } from './told.service.js';

/** What the channel of a room follows of its room. */
export interface RoomFacts {
  readonly meetingId: string;
  readonly organizationId: string;
  readonly title: string;
  readonly createdById: string | null;
  /** Whether everybody in it writes, or only who leads it. */
  readonly everybodyWrites: boolean;
}

const writersOf = ({ everybodyWrites }: RoomFacts): MemberRole => (everybodyWrites ? 'GUEST' : 'MODERATOR');

/** Makes the channel of a room, with whoever made the room in it. @returns its id */
export async function openRoomChannel(ctx: RequestContext, room: RoomFacts): Promise<string> {
  const id = newId('channel');
  await insertChannel(ctx.db, {
    ...{ id, organizationId: room.organizationId, kind: 'MEETING', name: nameOfRoom(room.title) },
    ...{ topic: null, createdById: room.createdById, postingRole: writersOf(room), access: [] },
    ...{ departmentId: null, directKey: null, region: null, meetingId: room.meetingId },
  });
  await tellChannels(ctx, [id]);
  if (room.createdById !== null) {
    const owner = { personId: room.createdById, role: 'OWNER' } as const;
    await announceToPeople(ctx, await addMembers(ctx, id, [owner], 'JOINED'));
  }
  return id;
}

/** Calls the channel of a room as the room is called by now, and lets those write whom the room does. */
export async function keepRoomChannel(
  ctx: RequestContext,
  channelId: string,
  room: RoomFacts,
): Promise<void> {
  if (!(await shapeRoomChannel(ctx.db, channelId, nameOfRoom(room.title), writersOf(room)))) return;
  await announce(ctx, channelId, 'channelChanged', { channelId, sameReaders: true });
  await tellChannels(ctx, [channelId]);
}

/** Somebody in a room, as meetings tells of them. */
export interface InRoom {
  readonly meetingId: string;
  readonly personId: string;
  readonly role: string;
  readonly state: string;
}

async function admit(
  ctx: RequestContext,
  channelId: string,
  personId: string,
  role: MemberRole,
): Promise<boolean> {
  if ((await addMembers(ctx, channelId, [{ personId, role }], 'JOINED')).length > 0) return true;
  const changed = await setRole(ctx.db, channelId, personId, role);
  if (!changed) return false;
  await announce(ctx, channelId, 'memberChanged', { membershipId: changed.id, personId });
  return true;
}

async function dismiss(ctx: RequestContext, channelId: string, personId: string): Promise<boolean> {
  if (!(await endMembership(ctx.db, channelId, personId, 'left'))) return false;
  await announce(ctx, channelId, 'memberRemoved', { personId });
  return true;
}

/** A room is over: guests were in its channel for as long as they were in it. */
export async function dismissGuests(ctx: RequestContext, channelId: string): Promise<void> {
  const guests = await membersAs(ctx.db, channelId, 'GUEST');
  for (const personId of guests) await dismiss(ctx, channelId, personId);
  await announceToPeople(ctx, guests);
}

/** Who is in a room is in its channel; a channel that a room was made in has members of its own. */
export async function recordInRoom(ctx: RequestContext, told: InRoom): Promise<void> {
  const { meetingId, personId } = told;
  const channelId = (await channelsOfRooms(ctx.db, [meetingId])).get(meetingId);
  if (channelId === undefined) return;
  const place = placeInRoom(told);
  const known = await findMembership(ctx.db, channelId, personId);
  const standsAs = known?.endedAt === null ? known.role : null;
  // Most of what is told of somebody is their camera. Who has left without having been in it does not come in by that.
  if (standsAs === place || (told.state === 'LEFT' && standsAs === null)) return;
  await lockChannel(ctx.db, channelId);
  const moved = place
    ? await admit(ctx, channelId, personId, place)
    : await dismiss(ctx, channelId, personId);
  if (moved) await announceToPeople(ctx, [personId]);
}
