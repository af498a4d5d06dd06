import { audit, conflict, once, type RequestContext, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { tellLink } from '../meeting/link-told.service.js';
import { holdingMeeting, meetingWithLink, peekStanding } from '../meeting/meeting.access.js';
import { stateOf } from '../meeting/meeting.service.js';
import { mayInMeeting } from '../meeting/meeting-rights.rules.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { changeRoom } from '../meeting/room-life.service.js';
import { tellMeeting } from '../meeting/room-news.service.js';
import { meetingNow } from '../meeting/room.service.js';
import type { RotateMeetingLinkInput } from './link.inputs.js';
import { fingerprint } from './links.js';
import type { MeetingLobby } from './meeting-lobby.js';

/** The link of a meeting, for those who may invite by it; null for everybody else. */
export async function linkFor(ctx: MeetingsContext, meeting: MeetingRow): Promise<string | null> {
  const standing = await peekStanding(ctx, meeting.id);
  if (!standing || !mayInMeeting(ctx.viewer, standing, 'INVITE')) return null;
  return ctx.calls.links.linkOf(meeting);
}

/** Makes the old link of a meeting useless; whoever is in stays in. */
export async function rotateMeetingLink(
  ctx: MeetingsContext,
  input: RotateMeetingLinkInput,
): Promise<MeetingRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'rotateMeetingLink', input, async () => {
      const { meeting } = await holdingMeeting(inner, input.meetingId, 'CHANGE');
      if (meeting.finishedAt) throw conflict('This meeting is over');
      const linkEpoch = meeting.linkEpoch + 1;
      const linkHash = fingerprint(inner.calls.links.tokenOf({ id: meeting.id, linkEpoch }));
      const rotated = await changeRoom(inner, meeting, { linkEpoch, linkHash });
      await audit(inner, { action: 'rotateMeetingLink', targetId: rotated.id });
      await tellLink(inner, rotated);
      await tellMeeting(inner, rotated.id);
      return rotated;
    }),
  );
  return meetingNow(ctx, id);
}

/** What whoever holds a link sees before they come in, signed in or not; null where it opens nothing. */
export async function meetingByLink(ctx: RequestContext, token: string): Promise<MeetingLobby | null> {
  const meeting = await meetingWithLink(ctx, fingerprint(token));
  if (!meeting || meeting.finishedAt) return null;
  const { id: meetingId, organizationId, title, startsAt, endsAt, guests } = meeting;
  const live = stateOf(meeting) === 'LIVE';
  return { meetingId, organizationId, title, startsAt, endsAt, guests, live };
}
