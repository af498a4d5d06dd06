import {
  audit,
  conflict,
  forbidden,
  hasPermission,
  invalid,
  newId,
  notFound,
  once,
  transaction,
} from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { holdAll } from '../participant/hold.service.js';
import { fingerprint } from '../link/links.js';
import { tellLink } from './link-told.service.js';
import { holdingMeeting, meetingInside, peekMeeting } from './meeting.access.js';
import type { CreateMeetingInput, EndMeetingInput, UpdateMeetingInput } from './meeting.inputs.js';
import type { MeetingSettingsInput } from './meeting-settings.js';
import { type RoomColumns, insertRoom, isInChannel, updateRoom } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';
import { closeRoom } from './room-life.service.js';
import { tellMeeting } from './room-news.service.js';
import { defaultsOf, isMadeByPeople } from './room-kind.rules.js';
import { checkSpan, checkTitle } from './room.rules.js';

/** A meeting as it is now, for those who may know of it. */
export async function meetingNow(ctx: MeetingsContext, id: string): Promise<MeetingRow> {
  const meeting = await peekMeeting(ctx, id);
  if (!meeting) throw notFound('Meeting');
  return meeting;
}

/** What of the settings was named. */
function settingsOf(input: MeetingSettingsInput | null | undefined): Partial<RoomColumns> {
  const { encryption: _chosenOnce, ...named } = input ?? {};
  const given = Object.entries(named).filter(([, value]) => value != null);
  const settings = Object.fromEntries(given) as Partial<RoomColumns>;
  return settings.participantsMay
    ? { ...settings, participantsMay: [...new Set(settings.participantsMay)] }
    : settings;
}

const spanOf = ({ kind, startsAt, endsAt }: CreateMeetingInput): Partial<RoomColumns> => {
  if (kind !== 'SCHEDULED' && startsAt == null && endsAt == null) return {};
  const span = checkSpan({ startsAt: startsAt ?? null, endsAt: endsAt ?? null });
  return { ...span, ...(span.startsAt && { takesPlaceAt: span.startsAt }) };
};

/** @throws FORBIDDEN where guests are to come and the viewer may not invite any */
function checkMayInvite(
  { viewer }: MeetingsContext,
  settings: MeetingSettingsInput | null | undefined,
): void {
  if (settings?.guests !== true || hasPermission(viewer, 'INVITE_GUESTS')) return;
  throw forbidden('Only people who may invite guests open a meeting to them');
}

async function make(ctx: MeetingsContext, input: CreateMeetingInput): Promise<{ id: string }> {
  const { id: createdById, organizationId } = ctx.viewer;
  const { kind, channelId = null, settings } = input;
  if (!hasPermission(ctx.viewer, 'CREATE_MEETINGS')) throw forbidden('Your role does not make meetings');
  checkMayInvite(ctx, settings);
  if (!isMadeByPeople(kind)) throw invalid('kind', 'Rooms of this kind come with something else');
  if (channelId !== null && !(await isInChannel(ctx.db, createdById, channelId))) throw notFound('Channel');
  const id = newId('meeting');
  const linkEpoch = 1;
  await insertRoom(ctx.db, {
    ...{ linkEpoch, linkHash: fingerprint(ctx.calls.links.tokenOf({ id, linkEpoch })) },
    ...{ id, organizationId, kind, createdById, channelId },
    encryption: settings?.encryption ?? 'SERVER',
    ...{ title: checkTitle(input.title), mode: ctx.calls.media?.mode() ?? 'UNAVAILABLE' },
    ...spanOf(input),
    ...defaultsOf(kind),
    ...settingsOf(settings),
  });
  await tellLink(ctx, await meetingInside(ctx, id));
  await tellMeeting(ctx, id);
  return { id };
}

/** Makes a room, whose host the viewer is. */
export async function createMeeting(ctx: MeetingsContext, input: CreateMeetingInput): Promise<MeetingRow> {
  const id = await transaction(ctx, (inner) => once(inner, 'createMeeting', input, () => make(inner, input)));
  return meetingNow(ctx, id);
}

async function change(ctx: MeetingsContext, input: UpdateMeetingInput): Promise<{ id: string }> {
  const { meetingId, title, settings, expectedVersion } = input;
  const { meeting } = await holdingMeeting(ctx, meetingId, 'CHANGE');
  if (!meeting.guests) checkMayInvite(ctx, settings);
  if (meeting.finishedAt) throw conflict('This meeting is over');
  if (meeting.version !== expectedVersion) throw conflict('Somebody changed this meeting; look at it again');
  if (settings?.encryption != null && settings.encryption !== meeting.encryption) {
    throw invalid('encryption', 'Who holds the keys is chosen when a meeting is made');
  }
  const changes = {
    ...(title != null && { title: checkTitle(title) }),
    ...settingsOf(settings),
    ...respan(meeting, input),
  };
  const changed = await updateRoom(ctx.db, meetingId, changes, { isEdit: true });
  await audit(ctx, { action: 'updateMeeting', targetId: meetingId, details: changes });
  if (settings?.participantsMay) await holdAll(ctx, changed);
  // Without guests, those who are not in it right now see it no longer.
  if (meeting.guests !== changed.guests || meeting.title !== changed.title) await tellLink(ctx, changed);
  await tellMeeting(ctx, meetingId, meeting.guests && !changed.guests);
  return { id: meetingId };
}

function respan(meeting: MeetingRow, { startsAt, endsAt }: UpdateMeetingInput): Partial<RoomColumns> {
  if (startsAt == null && endsAt == null) return {};
  const span = checkSpan({ startsAt: startsAt ?? meeting.startsAt, endsAt: endsAt ?? meeting.endsAt });
  return { ...span, ...(span.startsAt && { takesPlaceAt: span.startsAt }) };
}

/** Changes what is named of a room. */
export async function updateMeeting(ctx: MeetingsContext, input: UpdateMeetingInput): Promise<MeetingRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'updateMeeting', input, () => change(inner, input)),
  );
  return meetingNow(ctx, id);
}

/** Ends a room for everybody in it. */
export async function endMeeting(ctx: MeetingsContext, input: EndMeetingInput): Promise<MeetingRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'endMeeting', input, async () => {
      const { meeting } = await holdingMeeting(inner, input.meetingId, 'END');
      if (meeting.finishedAt) throw conflict('This meeting is over already');
      await audit(inner, { action: 'endMeeting', targetId: meeting.id });
      return closeRoom(inner, meeting);
    }),
  );
  return meetingNow(ctx, id);
}
