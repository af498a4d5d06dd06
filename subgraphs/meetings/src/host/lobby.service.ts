import { audit, invalid, notFound, once, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { takeOut } from '../entry/leave.service.js';
import { holdingMeeting, holdingRoom } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { openRoom } from '../meeting/room-life.service.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { stepTo } from '../meeting/room.rules.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { peekParticipant } from '../participant/participant.service.js';
import { checkRoomFor } from '../participant/room-size.service.js';
import { changePlace, placesNow } from '../participant/place.service.js';
import type { AdmitParticipantsInput, DenyParticipantsInput } from './host.inputs.js';

const AT_MOST = 100;

/**
 * The named people of one meeting whose lobby the viewer keeps, with the meeting held until the transaction ends.
 * @throws NOT_FOUND where one of them is hidden, absent, or somewhere else
 */
async function holdingLobby(
  ctx: MeetingsContext,
  ids: readonly string[],
): Promise<{ readonly meeting: MeetingRow; readonly named: readonly ParticipantRow[] }> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) throw invalid('participantIds', 'Name somebody');
  if (wanted.length > AT_MOST) {
    throw invalid('participantIds', `At most ${String(AT_MOST)} at once, these are ${String(wanted.length)}`);
  }
  const first = await peekParticipant(ctx, wanted[0] ?? '');
  if (!first) throw notFound('Participant');
  const { meeting } = await holdingMeeting(ctx, first.meetingId, 'ADMIT');
  const named = (await placesNow(ctx, wanted)).filter(({ meetingId }) => meetingId === meeting.id);
  if (named.length !== wanted.length) throw notFound('Participant');
  return { meeting, named };
}

/** In the order in which they were named. */
async function inOrderOf(ctx: MeetingsContext, ids: readonly string[]): Promise<ParticipantRow[]> {
  const wanted = [...new Set(ids)];
  const found = new Map((await placesNow(ctx, wanted)).map((each) => [each.id, each]));
  return wanted.flatMap((id) => found.get(id) ?? []);
}

async function admit(ctx: MeetingsContext, participant: ParticipantRow): Promise<void> {
  const now = new Date();
  const change = { state: stepTo(participant.state, 'ADMIT'), admitted: true };
  // Their device is told and takes its seat: until it has, it is looked after like one that went missing.
  const times = { joinedAt: now, seenAt: now, missedSince: null };
  await tellParticipant(ctx, await changePlace(ctx, participant, { ...change, ...times }), true);
}

/** Lets people in from the lobby; whoever waits no longer is left as they are. */
export async function admitParticipants(
  ctx: MeetingsContext,
  input: AdmitParticipantsInput,
): Promise<ParticipantRow[]> {
  await transaction(ctx, (inner) =>
    once(inner, 'admitParticipants', input, async () => {
      const { meeting, named } = await holdingLobby(inner, input.participantIds);
      const waiting = named.filter(({ state }) => state === 'WAITING');
      await checkRoomFor(inner, meeting.id, waiting.length);
      for (const each of waiting) await admit(inner, each);
      if (waiting.length > 0) await openRoom(inner, meeting);
      return meeting;
    }),
  );
  return inOrderOf(ctx, input.participantIds);
}

/** Turns people away; whoever waits no longer is left as they are. */
export async function denyParticipants(
  ctx: MeetingsContext,
  input: DenyParticipantsInput,
): Promise<ParticipantRow[]> {
  await transaction(ctx, (inner) =>
    once(inner, 'denyParticipants', input, async () => {
      const { meeting, named } = await holdingLobby(inner, input.participantIds);
      for (const each of named.filter(({ state }) => state === 'WAITING')) {
        const now = await holdingRoom(inner, meeting.id);
        if (!now) continue;
        await takeOut(inner, now, each, 'DENY');
        const details = { meetingId: meeting.id, userId: each.personId };
        await audit(inner, { action: 'denyParticipants', targetId: each.id, details });
      }
      return meeting;
    }),
  );
  return inOrderOf(ctx, input.participantIds);
}
