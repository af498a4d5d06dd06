import { type RequestContext, batchOf, invalid, load } from '@parley/kit';
import { recordsFor } from '../attendance/record.access.js';
import type { Quality } from '../participant/participant.js';
import type { ParticipantQuality, QualityReport, SamplesArgs } from './quality-report.js';
import { meansOfMeetings, stepsOf, worstIn } from './quality.store.js';

const WORST_AT_MOST = 10;
const STEPS_AT_MOST = 1_000;

const findMeans = batchOf(meansOfMeetings);

/** How a meeting went; null where nothing was measured, and for those who were not let in. */
export async function reportOf(ctx: RequestContext, meetingId: string): Promise<QualityReport | null> {
  if (!(await recordsFor(ctx, meetingId, 'READ'))) return null;
  return (await load(ctx, findMeans, meetingId)) ?? null;
}

/** Those of a meeting with the worst connection. */
export async function worstOf(ctx: RequestContext, meetingId: string): Promise<ParticipantQuality[]> {
  const rows = await worstIn(ctx.db, meetingId, WORST_AT_MOST);
  return rows.map(({ participantId, ...quality }) => ({ participantId, quality }));
}

/**
 * How a meeting went, step by step.
 * @throws INVALID for steps that are too short for how long it was
 */
export async function samplesOf(
  ctx: RequestContext,
  meetingId: string,
  { participantId, every }: SamplesArgs,
): Promise<Quality[]> {
  const steps = await stepsOf(ctx.db, meetingId, participantId ?? null, every, STEPS_AT_MOST + 1);
  if (steps.length > STEPS_AT_MOST) {
    throw invalid(
      'every',
      `That makes more than ${STEPS_AT_MOST.toLocaleString('en')} steps; choose longer ones`,
    );
  }
  return steps;
}
