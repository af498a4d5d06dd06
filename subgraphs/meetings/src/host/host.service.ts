import { audit, conflict, forbidden, invalid, notFound, once, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { takeOut } from '../entry/leave.service.js';
import { hostHasLeft } from '../entry/succession.service.js';
import { holdingMeeting } from '../meeting/meeting.access.js';
import { type MeetingRight, roleIn } from '../meeting/meeting-rights.rules.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { changeRoom } from '../meeting/room-life.service.js';
import { tellMeeting, tellParticipant } from '../meeting/room-news.service.js';
import { meetingNow } from '../meeting/room.service.js';
import { checkOver, checkRole, isIn, isPresent, outranks } from '../meeting/room.rules.js';
import { beyond, hold } from '../participant/hold.service.js';
import type { ParticipantRole } from '../participant/participant-state.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { peekParticipant } from '../participant/participant.service.js';
import { changePlace, placesNow, presentNow } from '../participant/place.service.js';
import { isGuestPerson } from '../person/person.service.js';
import type {
  MuteParticipantsInput,
  RemoveParticipantInput,
  SetParticipantRoleInput,
  SpotlightParticipantInput,
} from './host.inputs.js';

const AT_MOST = 100;

/** Somebody in a room that the viewer keeps, and what the viewer is there; the room is held. */
interface Kept {
  readonly meeting: MeetingRow;
  readonly participant: ParticipantRow;
  readonly by: ParticipantRole;
}

/** @throws NOT_FOUND where they are hidden or absent, FORBIDDEN where the viewer may not do that there */
async function keeping(ctx: MeetingsContext, id: string, right: MeetingRight): Promise<Kept> {
  const known = await peekParticipant(ctx, id);
  if (!known) throw notFound('Participant');
  const standing = await holdingMeeting(ctx, known.meetingId, right);
  const participant = await placeAfter(ctx, id);
  return { meeting: standing.meeting, participant, by: roleIn(ctx.viewer, standing) };
}

async function placeAfter(ctx: MeetingsContext, id: string): Promise<ParticipantRow> {
  const [participant] = await placesNow(ctx, [id]);
  if (!participant) throw notFound('Participant');
  return participant;
}

async function giveRole(
  ctx: MeetingsContext,
  { participantId, role }: SetParticipantRoleInput,
): Promise<ParticipantRow> {
  const { meeting, participant, by } = await keeping(ctx, participantId, 'SET_ROLE');
  const { state, role: from } = participant;
  if (meeting.finishedAt) throw conflict('This meeting is over');
  if (state === 'DENIED' || state === 'REMOVED') throw conflict('They are out of this meeting');
  const isCreator = meeting.createdById === participant.personId;
  const isGuest = await isGuestPerson(ctx, participant.personId);
  checkRole({ by, from, to: role, isGuest, isCreator });
  const changed = await changePlace(ctx, participant, { role, stoodInFrom: null });
  const details = { meetingId: meeting.id, userId: participant.personId, from, to: role };
  await audit(ctx, { action: 'setParticipantRole', targetId: participantId, details });
  const held = beyond(meeting, changed);
  if (Object.keys(held).length > 0) await hold(ctx, changed, held);
  else await tellParticipant(ctx, changed);
  if (from === 'HOST' && isIn(state)) await hostHasLeft(ctx, meeting);
  return changed;
}

/** Changes what somebody may do in a meeting. */
export async function setParticipantRole(
  ctx: MeetingsContext,
  input: SetParticipantRoleInput,
): Promise<ParticipantRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'setParticipantRole', input, () => giveRole(inner, input)),
  );
  return placeAfter(ctx, id);
}

/** Whom a host mutes: those they named, or everybody in the room who stands below them. */
async function namedOrAll(
  ctx: MeetingsContext,
  meetingId: string,
  by: ParticipantRole,
  ids: readonly string[] | null | undefined,
): Promise<ParticipantRow[]> {
  const present = (await presentNow(ctx, meetingId)).filter(({ state }) => isIn(state));
  if (ids == null) return present.filter(({ role }) => outranks(by, role));
  if (ids.length > AT_MOST) {
    throw invalid('participantIds', `At most ${String(AT_MOST)} at once, these are ${String(ids.length)}`);
  }
  return ids.map((id) => {
    const named = present.find((each) => each.id === id);
    if (!named) throw notFound('Participant');
    checkOver(by, named.role);
    return named;
  });
}

async function mute(ctx: MeetingsContext, input: MuteParticipantsInput): Promise<{ id: string }> {
  const standing = await holdingMeeting(ctx, input.meetingId, 'MUTE');
  const by = roleIn(ctx.viewer, standing);
  for (const each of await namedOrAll(ctx, input.meetingId, by, input.participantIds)) {
    if (each.personId === ctx.viewer.id) continue;
    if (input.video === true && each.camera) await hold(ctx, each, { camera: false });
    else if (input.video !== true && each.microphone) {
      await hold(ctx, each, { microphone: false, heldMute: true });
    }
  }
  const { meetingId, participantIds = null, video = false } = input;
  await audit(ctx, { action: 'muteParticipants', targetId: meetingId, details: { participantIds, video } });
  return { id: meetingId };
}

/** Mutes others; answers with those who were named, or with the first hundred of the room. */
export async function muteParticipants(
  ctx: MeetingsContext,
  input: MuteParticipantsInput,
): Promise<ParticipantRow[]> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'muteParticipants', input, () => mute(inner, input)),
  );
  if (input.participantIds != null) return placesNow(ctx, input.participantIds);
  const present = await presentNow(ctx, id);
  return present.filter(({ state, personId }) => isIn(state) && personId !== ctx.viewer.id).slice(0, AT_MOST);
}

async function remove(
  ctx: MeetingsContext,
  { participantId, ban }: RemoveParticipantInput,
): Promise<ParticipantRow> {
  const { meeting, participant, by } = await keeping(ctx, participantId, 'REMOVE');
  if (participant.personId === ctx.viewer.id) throw conflict('This is you; leave instead');
  if (participant.personId === meeting.createdById) throw forbidden('Nobody removes whoever made a meeting');
  checkOver(by, participant.role);
  const banned = ban === true;
  const details = { meetingId: meeting.id, userId: participant.personId, banned };
  await audit(ctx, { action: 'removeParticipant', targetId: participantId, details });
  return takeOut(ctx, meeting, participant, 'REMOVE', { banned });
}

/** Removes somebody, who may come back by the lobby unless they are banned. */
export async function removeParticipant(
  ctx: MeetingsContext,
  input: RemoveParticipantInput,
): Promise<ParticipantRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'removeParticipant', input, () => remove(inner, input)),
  );
  return placeAfter(ctx, id);
}

async function spotlight(
  ctx: MeetingsContext,
  { meetingId, participantId }: SpotlightParticipantInput,
): Promise<{ id: string }> {
  const { meeting } = await holdingMeeting(ctx, meetingId, 'SPOTLIGHT');
  const spotlightId = participantId ?? null;
  if (spotlightId !== null) {
    const [named] = await placesNow(ctx, [spotlightId]);
    if (named?.meetingId !== meetingId || !isPresent(named.state)) throw notFound('Participant');
    if (!isIn(named.state)) throw conflict('They are not in this meeting yet');
  }
  if (spotlightId !== meeting.spotlightId) {
    await changeRoom(ctx, meeting, { spotlightId });
    await tellMeeting(ctx, meetingId);
  }
  return { id: meetingId };
}

/** Shows somebody large to everyone, or nobody. */
export async function spotlightParticipant(
  ctx: MeetingsContext,
  input: SpotlightParticipantInput,
): Promise<MeetingRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'spotlightParticipant', input, () => spotlight(inner, input)),
  );
  return meetingNow(ctx, id);
}
