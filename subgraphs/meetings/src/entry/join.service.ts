import { conflict, newId, once, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { checkDevice } from '../call/call.rules.js';
import { lobbyStream } from '../events.js';
import { bringMediaKey } from '../keys/media-key.service.js';
import { fingerprint } from '../link/links.js';
import { holdingMeeting } from '../meeting/meeting.access.js';
import { type Standing, roleIn } from '../meeting/meeting-rights.rules.js';
import { openRoom, watch } from '../meeting/room-life.service.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { checkUnlocked, isIn, isPresent, mayAct, mayDo, waits } from '../meeting/room.rules.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import type { ParticipantState } from '../participant/participant-state.js';
import { addPlace, changePlace, placeOf, presentNow } from '../participant/place.service.js';
import { checkLobbyFor, checkRoomFor } from '../participant/room-size.service.js';
import { noteComing } from '../region/region.service.js';
import { seatIn } from '../participant/seat.service.js';
import { displayNameOf } from '../person/person.service.js';
import type { JoinMeetingInput } from './entry.inputs.js';
import type { JoinMeetingResult } from './entry.js';
import { checkDisplayName } from './entry.rules.js';
import { hostIsBack } from './succession.service.js';

const MOST_HOSTS = 10;

/** What somebody sends when they come in: what they wish for, as far as they may. */
function mediaAtFirst(
  { meeting, participant }: Standing,
  role: ParticipantRow['role'],
  { microphone, camera }: JoinMeetingInput,
) {
  const { participantsMay, mutedOnEntry } = meeting;
  const isHeld = participant?.heldMute === true && !mayAct(role, 'UNMUTE', participantsMay);
  const comesMuted = mutedOnEntry && !mayDo(role, 'ADMIT');
  const speaks = mayAct(role, 'SPEAK', participantsMay) && !comesMuted && !isHeld;
  return {
    microphone: (microphone ?? true) && speaks,
    camera: (camera ?? false) && mayAct(role, 'SHOW', participantsMay),
    screen: false,
  };
}

/** @throws CONFLICT where as many are in the room as it holds, or wait */
async function checkSize(
  ctx: MeetingsContext,
  { meeting, participant }: Standing,
  isWaiting: boolean,
): Promise<void> {
  if (participant && isIn(participant.state)) return;
  if (!isWaiting) await checkRoomFor(ctx, meeting.id, 1);
  else if (participant?.state !== 'WAITING') await checkLobbyFor(ctx, meeting.id);
}

async function takePlace(
  ctx: MeetingsContext,
  standing: Standing,
  input: JoinMeetingInput,
): Promise<ParticipantRow> {
  const { meeting, participant } = standing;
  const role = roleIn(ctx.viewer, standing);
  const { state = null, admitted = false } = participant ?? {};
  const isWaiting = waits({ role, state, admitted }, meeting.lobby);
  await checkSize(ctx, standing, isWaiting);
  const now = new Date();
  const place = {
    ...{ role, state: (isWaiting ? 'WAITING' : 'JOINED') as ParticipantState, admitted: !isWaiting },
    ...{ device: checkDevice(input.device), ...mediaAtFirst(standing, role, input) },
  };
  const asked = ctx.viewer.kind === 'guest' ? input.displayName : null;
  const displayName = asked == null ? await displayNameOf(ctx, ctx.viewer.id) : checkDisplayName(asked);
  if (!participant) {
    const { screen: _none, ...born } = place;
    const id = newId('participant');
    return addPlace(ctx, { ...born, id, meetingId: meeting.id, personId: ctx.viewer.id, displayName });
  }
  const isThere = isPresent(participant.state);
  return changePlace(ctx, participant, {
    ...{ ...place, displayName, seenAt: now, missedSince: null, leftAt: null },
    ...{ handRaisedAt: isThere ? participant.handRaisedAt : null },
    ...(isThere ? {} : { joinedAt: now }),
    // Who knocks again is the same device, as far as anybody knows; who comes in may be another.
    seat: isWaiting ? participant.seat : participant.seat + 1,
  });
}

const shownLink = ({ token }: JoinMeetingInput): string | null => (token == null ? null : fingerprint(token));

async function join(ctx: MeetingsContext, input: JoinMeetingInput): Promise<ParticipantRow> {
  const standing = await holdingMeeting(ctx, input.meetingId, 'JOIN', shownLink(input));
  const { meeting, participant: before } = standing;
  if (meeting.kind === 'CALL') throw conflict('This is the room of a call: answer it, or call them');
  const comer = { role: roleIn(ctx.viewer, standing), admitted: false };
  checkUnlocked({ ...comer, state: before?.state ?? null }, meeting.locked);
  const participant = await takePlace(ctx, standing, input);
  await bringMediaKey(ctx, participant, input.mediaKey ?? null, before?.state);
  await noteComing(ctx, participant.id, input.latencies ?? []);
  const watched = await watch(ctx, meeting);
  if (isIn(participant.state)) {
    await openRoom(ctx, watched);
    await hostIsBack(ctx, participant);
  }
  // Who goes on waiting has only said that they do.
  if (before?.state !== 'WAITING' || participant.state !== 'WAITING') {
    await tellParticipant(ctx, participant, before?.state === 'WAITING');
  }
  return participant;
}

/** Comes in, or waits in the lobby. */
export async function joinMeeting(ctx: MeetingsContext, input: JoinMeetingInput): Promise<JoinMeetingResult> {
  const id = await transaction(ctx, (inner) => once(inner, 'joinMeeting', input, () => join(inner, input)));
  return entryOf(ctx, id, input.meetingId);
}

/** Where the viewer stands after they asked to come in. */
async function entryOf(
  ctx: MeetingsContext,
  participantId: string,
  meetingId: string,
): Promise<JoinMeetingResult> {
  // Before anything is read: whatever becomes of them after this is heard by whoever follows from here.
  const liveCursor = await ctx.events.head(lobbyStream(participantId));
  const participant = await placeOf(ctx, ctx.viewer.id, meetingId);
  if (participant?.state === 'WAITING') {
    const present = await presentNow(ctx, meetingId);
    const hosts = present.filter(({ role, state }) => isIn(state) && mayDo(role, 'ADMIT'));
    return { participant, liveCursor, hostIds: hosts.slice(0, MOST_HOSTS).map(({ personId }) => personId) };
  }
  if (!participant || !isIn(participant.state)) throw conflict('You are not in this meeting any more');
  const seat = await seatIn(ctx, meetingId);
  if (!seat) throw conflict('You have no place in this meeting');
  return seat;
}
