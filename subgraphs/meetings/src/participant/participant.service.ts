import {
  batchOf,
  load,
  notFound,
  type Page,
  type PageArgs,
  pageRequest,
  type RequestContext,
  toPage,
} from '@parley/kit';
import { peekStanding } from '../meeting/meeting.access.js';
import { mayInMeeting } from '../meeting/meeting-rights.rules.js';
import { findParticipants } from './participant.access.js';
import type { ParticipantState } from './participant-state.js';
import { countsIn, participantPage } from './participant.store.js';
import { placeOf } from './place.service.js';
import type { ParticipantRow } from './participant.table.js';
import type { Quality } from './participant.js';

const keyOf = ({ joinedAt, id }: ParticipantRow): readonly string[] => [joinedAt.toISOString(), id];

/** What of those in a meeting is asked for. */
export interface ParticipantsAsked extends PageArgs {
  readonly states?: readonly ParticipantState[] | null;
}

/** A page of those who are or were in a meeting that the viewer may know of; those who only wait see themselves. */
export async function listParticipants(
  ctx: RequestContext,
  meetingId: string,
  args: ParticipantsAsked,
): Promise<Page<ParticipantRow>> {
  const request = pageRequest(args);
  const standing = await peekStanding(ctx, meetingId);
  const isInside = standing !== null && mayInMeeting(ctx.viewer, standing, 'READ');
  const selection = { states: args.states ?? null, onlyPersonId: isInside ? null : ctx.viewer.id };
  return toPage(await participantPage(ctx.db, meetingId, selection, request), request, keyOf);
}

const findCounts = batchOf(countsIn);

/** How many are in a meeting now; those who wait are not. */
export const countIn = async (ctx: RequestContext, meetingId: string): Promise<number> =>
  (await load(ctx, findCounts, meetingId))?.count ?? 0;

/** Somebody in something that is being read already; never for an id that a client gave. */
export async function participantInside(ctx: RequestContext, id: string): Promise<ParticipantRow> {
  const participant = await load(ctx, findParticipants, id);
  if (!participant) throw notFound('Participant');
  return participant;
}

/** The viewer in a meeting; null where they have not come yet. */
export const viewerIn = (ctx: RequestContext, meetingId: string): Promise<ParticipantRow | null> =>
  placeOf(ctx, ctx.viewer.id, meetingId);

/** A participant of a meeting that the viewer may see into, or the viewer; null for every other. */
export async function peekParticipant(ctx: RequestContext, id: string): Promise<ParticipantRow | null> {
  const participant = await load(ctx, findParticipants, id);
  if (!participant || participant.personId === ctx.viewer.id) return participant ?? null;
  const standing = await peekStanding(ctx, participant.meetingId);
  return standing && mayInMeeting(ctx.viewer, standing, 'READ') ? participant : null;
}

/** How somebody's connection was when it was last measured; null where it never was. */
export function qualityOf(participant: ParticipantRow): Quality | null {
  const { score, roundTripMs, jitterMs, lossRatio, bitrateKbps, measuredAt } = participant;
  if (score === null || measuredAt === null) return null;
  return {
    ...{ score, at: measuredAt, roundTripMs: roundTripMs ?? 0, jitterMs: jitterMs ?? 0 },
    ...{ lossRatio: lossRatio ?? 0, bitrateKbps: bitrateKbps ?? 0 },
  };
}
