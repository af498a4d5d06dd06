import { notFound, type RequestContext, load, signals, stoppable, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { mediaTopic } from '../events.js';
import { tellCallOf } from '../call/call.service.js';
import { meetingInside } from '../meeting/meeting.access.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { isIn } from '../meeting/room.rules.js';
import { findParticipants, ownParticipant } from '../participant/participant.access.js';
import { noteLife } from '../participant/presence.service.js';
import { switchOwn } from '../participant/switch.service.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { withUplink } from '../routed/uplink.service.js';
import { heedListening, signalServer } from '../routed/routed.service.js';
import { checkMeasurement, scoreOf } from '../quality/quality.rules.js';
import { showQuality, watchQuality } from '../quality/quality-watch.service.js';
import type { MediaNews, MediaSignal } from './media-signal.js';
import type { ReportQualityInput, SendSignalInput, SetMediaInput } from './signal.inputs.js';
import { checkSignal } from './signal.rules.js';

/** Passes a step of signalling on to the device of somebody else in the same meeting, or to the media server. */
export async function sendSignal(ctx: MeetingsContext, input: SendSignalInput): Promise<boolean> {
  const { participantId, signal } = input;
  checkSignal(signal);
  const own = await ownParticipant(ctx, participantId);
  if (signal.toParticipantId == null) {
    await signalServer(ctx, own, signal);
    return true;
  }
  const other = await load(ctx, findParticipants, signal.toParticipantId);
  if (other?.meetingId !== own.meetingId || !isIn(other.state)) throw notFound('Participant');
  const news: MediaNews = {
    ...{ kind: signal.kind, at: new Date().toISOString() },
    ...{ fromParticipantId: own.id, fromSeat: own.seat },
    ...{ sdp: signal.sdp ?? null, candidate: signal.candidate ?? null },
  };
  await ctx.events.signal(mediaTopic(other.id), news);
  return true;
}

/** What is signalled to the viewer's device; it is told first from when on nothing is missed. */
export async function followSignals(
  ctx: MeetingsContext,
  participantId: string,
): Promise<AsyncGenerator<MediaSignal, void, undefined>> {
  const own = await ownParticipant(ctx, participantId);
  const { id, seat } = own;
  const stopped = new AbortController();
  const heard = signals<MediaNews>(ctx, [mediaTopic(id)], {
    ...{ kind: 'LISTENING', at: new Date().toISOString(), fromParticipantId: id, fromSeat: seat },
  });
  stopped.signal.addEventListener('abort', () => void heard.return(), { once: true });
  const told = async function* () {
    for await (const news of heard) {
      if (news.kind === 'LISTENING') void heedListening(ctx, own);
      yield signalOf(news);
    }
  };
  return stoppable(told(), stopped);
}

const signalOf = ({
  at,
  sdp,
  candidate,
  direction,
  connection,
  tracks,
  ...news
}: MediaNews): MediaSignal => ({
  ...{ ...news, sdp: sdp ?? null, candidate: candidate ?? null, at: new Date(at) },
  ...{ direction: direction ?? null, connection: connection ?? null, tracks: tracks ?? [] },
});

/** Says what the viewer sends from now on, so that everybody sees it. */
export async function setMedia(ctx: MeetingsContext, input: SetMediaInput): Promise<ParticipantRow> {
  const own = await ownParticipant(ctx, input.participantId);
  return transaction(ctx, async (inner) => {
    const { switched, isOfCall } = await switchOwn(inner, own, {
      microphone: input.microphone ?? null,
      camera: input.camera ?? null,
      screen: input.screen ?? null,
    });
    await inner.calls.media?.held(inner, switched);
    if (isOfCall) await tellCallOf(inner, switched.meetingId);
    return switched;
  });
}

/** Somebody who was missed is there again. */
async function tellBack(ctx: RequestContext, own: ParticipantRow): Promise<void> {
  const { id, meetingId, personId, role, admitted } = own;
  const { kind } = await meetingInside(ctx, meetingId);
  if (kind === 'CALL') await tellCallOf(ctx, meetingId);
  else await tellParticipant(ctx, { id, meetingId, personId, role, admitted, state: 'JOINED' });
}

/** Notes how the viewer's connection is; also the sign of life that keeps them in. */
export async function reportQuality(
  ctx: RequestContext,
  { participantId, sample }: ReportQualityInput,
): Promise<boolean> {
  checkMeasurement(sample);
  const own = await ownParticipant(ctx, participantId);
  const measured = await withUplink(ctx, own.id, sample);
  const score = scoreOf(measured);
  const isStillIn = await transaction(ctx, async (inner) => {
    const wasMissed = await noteLife(inner, own.id, measured, score);
    if (wasMissed !== null) await watchQuality(inner, own, score);
    if (wasMissed) await tellBack(inner, own);
    return wasMissed !== null;
  });
  if (isStillIn) await showQuality(ctx, own, measured, score);
  return isStillIn;
}
