import { type RequestContext, batchOf, load, newId } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { peekChannel } from '../channel/channel.access.js';
import type { ChannelAt } from '../channel/channel.table.js';
import {
  type RoomFacts,
  dismissGuests,
  keepRoomChannel,
  openRoomChannel,
} from '../channel/room-channel.service.js';
import { addMessage } from '../message/add-message.service.js';
import type { Meeting } from './meeting.js';
import { insertRoom, liveRoomsIn, lockRoom, roomsById, setRoomLive } from './room.store.js';
import type { RoomRow } from './room.table.js';

/** A room of meetings' as it tells of it. */
export interface RoomTold extends RoomFacts {
  /** The channel that it was made in; null for one that is to have its own. */
  readonly channelId: string | null;
  readonly isLive: boolean;
  readonly isOver: boolean;
}

/** Says in the channel that a meeting began; its card tells how it goes on. @returns the message */
async function postBeginning(ctx: RequestContext, channelId: string, told: RoomTold): Promise<string | null> {
  const message = await addMessage(ctx, {
    ...{ id: newId('message'), channelId, authorId: told.createdById, kind: 'CALL', cardId: told.meetingId },
    ...{ text: null, notice: null, replyToId: null, clientKey: null, digest: null },
  });
  if (!message) return null;
  await announce(ctx, channelId, 'messageAdded', { messageId: message.id });
  return message.id;
}

async function begin(ctx: RequestContext, { meetingId, channelId }: RoomRow, told: RoomTold): Promise<void> {
  // In a channel of its own are those who are in the room: nobody has to be told there.
  const messageId = told.channelId === null ? null : await postBeginning(ctx, channelId, told);
  await setRoomLive(ctx.db, meetingId, true, messageId);
  await announce(ctx, channelId, 'channelChanged', { channelId, sameReaders: true });
}

async function end(ctx: RequestContext, { meetingId, channelId, messageId }: RoomRow): Promise<void> {
  await setRoomLive(ctx.db, meetingId, false, messageId);
  if (messageId) await announce(ctx, channelId, 'messageChanged', { messageId });
  await announce(ctx, channelId, 'channelChanged', { channelId, sameReaders: true });
}

/** Gives a room its channel where it has none yet, and shows there when it begins and ends. */
export async function recordRoom(ctx: RequestContext, told: RoomTold): Promise<void> {
  const known = await lockRoom(ctx.db, told.meetingId);
  if (known && told.channelId === null) await keepRoomChannel(ctx, known.channelId, told);
  if (!known) {
    const channelId = told.channelId ?? (await openRoomChannel(ctx, told));
    if (!(await insertRoom(ctx.db, told.meetingId, channelId))) return;
  }
  const room = known ?? (await lockRoom(ctx.db, told.meetingId));
  if (!room) return;
  if (room.live !== told.isLive) await (told.isLive ? begin(ctx, room, told) : end(ctx, room));
  if (told.isOver && told.channelId === null) await dismissGuests(ctx, room.channelId);
}

const findRooms = batchOf(roomsById);

/** The channel of a meeting; null for those who cannot read it, and while there is none yet. */
export async function channelOfMeeting(ctx: RequestContext, meetingId: string): Promise<ChannelAt | null> {
  const room = await load(ctx, findRooms, meetingId);
  return room ? ((await peekChannel(ctx, room.channelId))?.channel ?? null) : null;
}

const findLive = batchOf(liveRoomsIn);

/** The meeting that runs in a channel that is being read. */
export async function activeMeeting(ctx: RequestContext, channelId: string): Promise<Meeting | null> {
  const room = await load(ctx, findLive, channelId);
  return room ? { id: room.meetingId } : null;
}
