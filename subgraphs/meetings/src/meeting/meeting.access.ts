import { batchOf, load, type RequestContext } from '@parley/kit';
import { meetingsById, meetingsOfCaller } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';

/** Batch: meetings, whoever asks. */
const findMeetings = batchOf(meetingsById);

const findOpen = async (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, true>> => {
  const open = await meetingsOfCaller(ctx.db, ctx.viewer.id, ids);
  return new Map([...open].map((id) => [id, true]));
};

/** A meeting that the viewer may know of; null for every other. */
export async function peekMeeting(ctx: RequestContext, id: string): Promise<MeetingRow | null> {
  if (!(await load(ctx, findOpen, id))) return null;
  return (await load(ctx, findMeetings, id)) ?? null;
}
