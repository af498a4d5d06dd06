import { load, type Page, type PageArgs, pageRequest, type RequestContext, toPage } from '@parley/kit';
import { peekMeeting } from '../meeting/meeting.access.js';
import { findParticipants } from './participant.access.js';
import { participantPage, participantsOf } from './participant.store.js';
import type { ParticipantRow } from './participant.table.js';
import type { Quality } from './participant.js';

const keyOf = ({ joinedAt, id }: ParticipantRow): readonly string[] => [joinedAt.toISOString(), id];

/** A page of those who are or were in a meeting that the viewer may know of. */
export async function listParticipants(
  ctx: RequestContext,
  meetingId: string,
  args: PageArgs,
): Promise<Page<ParticipantRow>> {
  const request = pageRequest(args);
  return toPage(await participantPage(ctx.db, meetingId, request), request, keyOf);
}

const findMine = (ctx: RequestContext, meetingIds: readonly string[]) =>
  participantsOf(ctx.db, ctx.viewer.id, meetingIds);

/** The viewer in a meeting; null where they have not come yet. */
export const viewerIn = async (ctx: RequestContext, meetingId: string): Promise<ParticipantRow | null> =>
  (await load(ctx, findMine, meetingId)) ?? null;

/** A participant of a meeting that the viewer may know of; null for every other. */
export async function peekParticipant(ctx: RequestContext, id: string): Promise<ParticipantRow | null> {
  const participant = await load(ctx, findParticipants, id);
  return participant && (await peekMeeting(ctx, participant.meetingId)) ? participant : null;
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
