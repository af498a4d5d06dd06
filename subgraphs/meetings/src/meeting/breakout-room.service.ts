import { newId } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { insertRoom } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';

/** Makes a breakout room of a meeting, which works as the meeting does. @returns its id */
export async function makeBreakoutRoom(
  ctx: MeetingsContext,
  parent: MeetingRow,
  title: string,
): Promise<string> {
  const id = newId('meeting');
  const { organizationId, createdById, encryption, guests, participantsMay, captions } = parent;
  await insertRoom(ctx.db, {
    ...{ id, organizationId, createdById, encryption, title, parentId: parent.id },
    ...{ kind: 'BREAKOUT', channelId: null, mode: ctx.calls.media?.mode() ?? 'UNAVAILABLE' },
    ...{ guests, participantsMay, captions },
  });
  return id;
}
