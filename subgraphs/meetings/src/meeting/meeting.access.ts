import {
  anyViewer,
  batchOf,
  type Decision,
  forbidden,
  load,
  no,
  notFound,
  refusedBy,
  type Action,
  type RequestContext,
  type Viewer,
} from '@parley/kit';
import type { ParticipantState } from '../participant/participant-state.js';
import { placeNow, placeOf } from '../participant/place.service.js';
import { mayRecord } from '../policy/call-policy.service.js';
import {
  type MeetingRight,
  type Standing,
  decideInMeeting,
  explainInMeeting,
  mayInMeeting,
} from './meeting-rights.rules.js';
import { meetingByLinkHash } from './meeting-link.store.js';
import { type Bond, bondsOf, lockMeeting, meetingsById } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';
import { mayDo } from './room.rules.js';

/** Batch: meetings, whoever asks. */
export const findMeetings = batchOf(meetingsById);

const keyOf = (meetingId: string, personId: string): string => JSON.stringify([meetingId, personId]);

/** Batch: what binds people to meetings, of however many people ask in the same turn. */
const findBonds = anyViewer(
  async (ctx: RequestContext, keys: readonly string[]): Promise<Map<string, Bond>> => {
    const asked = keys.map((key) => JSON.parse(key) as [string, string]);
    return new Map(
      (await bondsOf(ctx.db, asked)).map((bond) => [keyOf(bond.meetingId, bond.personId), bond]),
    );
  },
);

/** Whether a guest pass opens a meeting right now: for as long as whoever gave it may invite there. */
async function isInvitedTo(
  ctx: RequestContext,
  { grants }: Pick<Viewer, 'grants'>,
  meeting: MeetingRow,
): Promise<boolean> {
  // Who is a guest of a meeting is one of its breakout rooms.
  const invitedTo = meeting.parentId ?? meeting.id;
  const grant = grants.find(({ targetId }) => targetId === invitedTo);
  if (!grant?.actions.includes('JOIN') || grant.grantedById === null) return false;
  if (grant.grantedById === meeting.createdById) return true;
  const grantor = await placeOf(ctx, grant.grantedById, invitedTo);
  return grantor !== null && isStillThere(grantor) && mayDo(grantor.role, 'INVITE');
}

const isStillThere = ({ state }: { readonly state: ParticipantState }): boolean =>
  state !== 'DENIED' && state !== 'REMOVED';

/** A meeting with somebody's place in it, whatever they may do there. */
async function standingOf(
  ctx: RequestContext,
  who: Pick<Viewer, 'id' | 'grants'>,
  meetingId: string,
): Promise<Standing | null> {
  const { id: personId } = who;
  const meeting = await load(ctx, findMeetings, meetingId);
  const bond = await load(ctx, findBonds, keyOf(meetingId, personId));
  if (!meeting || !bond) return null;
  const participant = await placeOf(ctx, personId, meetingId);
  const isInvited = await isInvitedTo(ctx, who, meeting);
  return { ...bond, meeting, participant, holdsLink: false, isInvited };
}

/** The viewer's place in a meeting that they may know of; null for every other. */
export async function peekStanding(ctx: RequestContext, id: string): Promise<Standing | null> {
  const { viewer } = ctx;
  const standing = await standingOf(ctx, viewer, id);
  return standing && mayInMeeting(viewer, standing, 'KNOW') ? standing : null;
}

/** A meeting that the viewer may know of; null for every other. */
export const peekMeeting = async (ctx: RequestContext, id: string): Promise<MeetingRow | null> =>
  (await peekStanding(ctx, id))?.meeting ?? null;

/** The meeting of something that is being read already; never for an id that a client gave. */
export async function meetingInside(ctx: RequestContext, id: string): Promise<MeetingRow> {
  const meeting = await load(ctx, findMeetings, id);
  if (!meeting) throw notFound('Meeting');
  return meeting;
}

/** Whether policy takes something from somebody, wherever their place in a meeting gives it to them. */
export const isTaken = async (
  ctx: RequestContext,
  who: Viewer,
  what: Action | MeetingRight,
): Promise<boolean> => what === 'RECORD' && !(await mayRecord(ctx, who));

const TAKEN = no('ORGANIZATION_POLICY', 'Their role does not record, or it was taken from them');

async function admitted(
  ctx: RequestContext,
  standing: Standing | null,
  right: MeetingRight,
): Promise<Standing> {
  const { viewer } = ctx;
  if (!standing || !mayInMeeting(viewer, standing, 'KNOW')) throw notFound('Meeting');
  const decision = decideInMeeting(viewer, standing, right);
  if (!decision.allowed) throw refusedBy(decision);
  if (await isTaken(ctx, viewer, right)) throw forbidden('You may not record');
  return standing;
}

/**
 * The only door to a meeting on a viewer's behalf.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN where that right is missing
 */
export const accessMeeting = async (
  ctx: RequestContext,
  id: string,
  right: MeetingRight,
): Promise<Standing> => admitted(ctx, await standingOf(ctx, ctx.viewer, id), right);

/**
 * The same, with the meeting held until the transaction ends: who is in it and what may be done there stays as it was
 * found.
 * @param linkHash what the link that the viewer has just shown is recognised by
 */
export async function holdingMeeting(
  ctx: RequestContext,
  id: string,
  right: MeetingRight,
  linkHash: string | null = null,
): Promise<Standing> {
  const meeting = await lockMeeting(ctx.db, id);
  const [bond] = await bondsOf(ctx.db, [[id, ctx.viewer.id]]);
  if (!meeting || !bond) throw notFound('Meeting');
  const participant = await placeNow(ctx, ctx.viewer.id, id);
  const holdsLink = linkHash !== null && linkHash === meeting.linkHash;
  const isInvited = await isInvitedTo(ctx, ctx.viewer, meeting);
  return admitted(ctx, { ...bond, meeting, participant, holdsLink, isInvited }, right);
}

/** A meeting that is held until the transaction ends, whoever asks; never for an id that a client gave. */
export const holdingRoom = async (ctx: RequestContext, id: string): Promise<MeetingRow | null> =>
  (await lockMeeting(ctx.db, id)) ?? null;

/** A meeting by what its link is recognised by: whoever shows that may see that it is there. */
export const meetingWithLink = async (ctx: RequestContext, linkHash: string): Promise<MeetingRow | null> =>
  (await meetingByLinkHash(ctx.db, linkHash)) ?? null;

/** Whether somebody may do that with a meeting, and why; for those who may ask. */
export async function decideInMeetingFor(
  ctx: RequestContext,
  who: Viewer,
  id: string,
  action: Action,
): Promise<Decision> {
  const standing = await standingOf(ctx, who, id);
  if (!standing) throw notFound('Meeting');
  const decision = explainInMeeting(who, standing, action);
  if (!decision.allowed || !(await isTaken(ctx, who, action))) return decision;
  return { allowed: false, decidedBy: TAKEN, steps: [...decision.steps, TAKEN] };
}
