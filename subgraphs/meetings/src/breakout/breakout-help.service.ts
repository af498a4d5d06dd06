import { notFound, once, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { signalsTopic } from '../events.js';
import { accessMeeting, peekMeeting } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { meetingNow } from '../meeting/room.service.js';
import { displayNameOf } from '../person/person.service.js';
import type { AskForHelpInput, TellBreakoutsInput } from './breakout.inputs.js';
import { checkLine } from './breakout.rules.js';
import { tellBreakoutsChanged } from './breakout.service.js';
import { breakoutsById, breakoutsIn, setHelpWanted } from './breakout.store.js';
import type { LineNews } from './breakout.js';

/** Asks the hosts to come into a breakout room, or says that nobody has to any more. */
export async function askForHelp(ctx: MeetingsContext, input: AskForHelpInput): Promise<MeetingRow> {
  const { meeting } = await accessMeeting(ctx, input.meetingId, 'READ');
  const { parentId } = meeting;
  if (parentId === null) throw notFound('Meeting');
  const id = await transaction(ctx, (inner) =>
    once(inner, 'askForHelp', input, async () => {
      const room = (await breakoutsById(inner.db, [meeting.id])).get(meeting.id);
      if ((room?.helpWantedAt != null) !== input.wanted) {
        await setHelpWanted(inner.db, meeting.id, input.wanted);
        await tellBreakoutsChanged(inner, parentId);
      }
      return meeting;
    }),
  );
  return meetingNow(ctx, id);
}

/** Shows one line in a meeting and in all its breakout rooms, to those who are there. */
export async function tellBreakouts(ctx: MeetingsContext, input: TellBreakoutsInput): Promise<boolean> {
  const text = checkLine(input.text);
  const { meeting } = await accessMeeting(ctx, input.meetingId, 'BREAK_OUT');
  const news: LineNews = {
    ...{ kind: 'LineTold', at: new Date().toISOString(), text },
    by: await displayNameOf(ctx, ctx.viewer.id),
  };
  const rooms = await breakoutsIn(ctx.db, meeting.id);
  for (const id of [meeting.id, ...rooms.map(({ meetingId }) => meetingId)]) {
    await ctx.events.signal(signalsTopic(id), news);
  }
  return true;
}

/** The meeting that a breakout room belongs to, for those who may know of it. */
export const parentOf = async (ctx: MeetingsContext, parentId: string | null): Promise<MeetingRow | null> =>
  parentId === null ? null : peekMeeting(ctx, parentId);
