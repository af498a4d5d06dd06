import type { RequestContext } from '@parley/kit';
import { type MeetingTold, toldStream } from '../events.js';
import { meetingsById } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';

const toldOf = (meeting: MeetingRow): MeetingTold => ({
  ...{ meetingId: meeting.id, organizationId: meeting.organizationId, title: meeting.title },
  ...{ channelId: meeting.channelId, createdById: meeting.createdById },
  isLive: meeting.startedAt !== null && meeting.finishedAt === null,
  isOver: meeting.finishedAt !== null,
  everybodyWrites: meeting.participantsMay.includes('CHAT'),
});

/** Tells other subgraphs what a room is by now, in the transaction that changed it; of rooms of calls, calls tell. */
export async function tellRoom(ctx: RequestContext, meetingId: string): Promise<void> {
  const meeting = (await meetingsById(ctx.db, [meetingId])).get(meetingId);
  if (!meeting || meeting.kind === 'CALL') return;
  await ctx.events.publish(toldStream(meetingId), 'meetingTold', toldOf(meeting));
}
