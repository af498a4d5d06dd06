import type { RequestContext } from '@parley/kit';
import { type MeetingLog, meetingStream, signalsTopic } from '../events.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import type { MeetingNews } from '../routed/meeting-signal.js';
import { REPORTS, alarmAfter, stepOf } from './quality-alarm.rules.js';
import type { Measurement } from './quality.rules.js';
import { clearAlarm, lately, raiseAlarm } from './quality.store.js';

/**
 * Tells a meeting that somebody's connection has become bad, once until it was good again; in the transaction that notes
 * what was measured.
 */
export async function watchQuality(
  ctx: RequestContext,
  { id, meetingId }: ParticipantRow,
  score: number,
): Promise<void> {
  const { scores, isLow } = await lately(ctx.db, id, REPORTS);
  const step = alarmAfter(scores, isLow);
  if (step === 'CLEAR') await clearAlarm(ctx.db, id);
  if (step !== 'RAISE') return;
  await raiseAlarm(ctx.db, id);
  const data: MeetingLog['qualityDropped'] = { participantId: id, score };
  await ctx.events.publish(meetingStream(meetingId), 'qualityDropped', data);
}

/** Shows those who are there how somebody's connection is, whenever that is another word than before. */
export async function showQuality(
  ctx: RequestContext,
  { id, meetingId, score: before }: ParticipantRow,
  measured: Measurement,
  score: number,
): Promise<void> {
  if (before !== null && stepOf(before) === stepOf(score)) return;
  const at = new Date().toISOString();
  const news: MeetingNews = {
    ...{ kind: 'QualityMeasured', at, participantId: id },
    quality: { ...measured, score, at },
  };
  await ctx.events.signal(signalsTopic(meetingId), news);
}
