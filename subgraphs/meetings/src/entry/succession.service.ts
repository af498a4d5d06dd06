import type { MeetingsContext } from '../context.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { isIn, standIn } from '../meeting/room.rules.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { changePlace, presentNow } from '../participant/place.service.js';

/** Nobody is left who could let people in: who stands highest of those who are in stands in for the host. */
export async function hostHasLeft(ctx: MeetingsContext, meeting: MeetingRow): Promise<void> {
  const present = (await presentNow(ctx, meeting.id)).filter(({ state }) => isIn(state));
  if (present.some(({ role }) => role === 'HOST')) return;
  const next = standIn(present);
  if (!next) return;
  await tellParticipant(ctx, await changePlace(ctx, next, { role: 'HOST', stoodInFrom: next.role }));
}

/** A host of their own right is in: whoever stood in for them is again what they were. */
export async function hostIsBack(
  ctx: MeetingsContext,
  { role, stoodInFrom, meetingId }: ParticipantRow,
): Promise<void> {
  if (role !== 'HOST' || stoodInFrom !== null) return;
  for (const each of await presentNow(ctx, meetingId)) await stepBack(ctx, each);
}

/** Whoever stood in for a host is again what they were. */
async function stepBack(ctx: MeetingsContext, participant: ParticipantRow): Promise<void> {
  const { stoodInFrom } = participant;
  if (stoodInFrom === null) return;
  await tellParticipant(ctx, await changePlace(ctx, participant, { role: stoodInFrom, stoodInFrom: null }));
}
