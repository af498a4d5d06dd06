import type { MeetingsContext } from '../context.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { isIn, mayAct } from '../meeting/room.rules.js';
import type { PlaceColumns } from './participant.store.js';
import type { ParticipantRow } from './participant.table.js';
import { changePlace, presentNow } from './place.service.js';

/** What somebody sends although they may not, or not any more. */
export function beyond(
  { participantsMay }: Pick<MeetingRow, 'participantsMay'>,
  { role, microphone, camera, screen }: Pick<ParticipantRow, 'role' | 'microphone' | 'camera' | 'screen'>,
): Partial<PlaceColumns> {
  return {
    ...(microphone && !mayAct(role, 'SPEAK', participantsMay) && { microphone: false }),
    ...(camera && !mayAct(role, 'SHOW', participantsMay) && { camera: false }),
    ...(screen && !mayAct(role, 'SHARE_SCREEN', participantsMay) && { screen: false }),
  };
}

/** Switches off what somebody sends, for them, and tells everybody. */
export async function hold(
  ctx: MeetingsContext,
  participant: ParticipantRow,
  change: Partial<PlaceColumns>,
): Promise<ParticipantRow> {
  const held = await changePlace(ctx, participant, change);
  await ctx.calls.media?.held(ctx, held);
  await tellParticipant(ctx, held);
  return held;
}

/** Switches off what people send in a room that they may not send any more. */
export async function holdAll(ctx: MeetingsContext, meeting: MeetingRow): Promise<void> {
  for (const each of await presentNow(ctx, meeting.id)) {
    const change = beyond(meeting, each);
    if (isIn(each.state) && Object.keys(change).length > 0) await hold(ctx, each, change);
  }
}
