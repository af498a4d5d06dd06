import { type RequestContext, conflict, rateLimited } from '@parley/kit';
import { signalsTopic } from '../events.js';
import { ownParticipant } from '../participant/participant.access.js';
import { takingPart } from '../participant/taking-part.access.js';
import { sharerNow } from '../participant/place.service.js';
import { checkPoint } from './pointer.rules.js';
import { countReaction } from './participation.store.js';
import type { PointInput, ReactInMeetingInput } from './reaction.inputs.js';
import type { PointerNews, ReactionNews } from './reaction.js';
import { checkReaction } from './reaction.rules.js';

/** As many as somebody claps who means it, and too few to cover the others' faces. */
const REACTIONS = { most: 10, seconds: 5 };

/** Shows a reaction to everybody who looks, and keeps no more of it than that there was one. */
export async function reactInMeeting(ctx: RequestContext, input: ReactInMeetingInput): Promise<boolean> {
  const emoji = checkReaction(input.emoji);
  const { id, meetingId } = await ownParticipant(ctx, input.participantId);
  await takingPart(ctx, meetingId, 'REACT');
  if (!(await countReaction(ctx.db, id, REACTIONS))) {
    throw rateLimited('That was a lot of reactions; wait a moment', REACTIONS.seconds);
  }
  const news: ReactionNews = {
    kind: 'ReactionShown',
    at: new Date().toISOString(),
    participantId: id,
    emoji,
  };
  await ctx.events.signal(signalsTopic(meetingId), news);
  return true;
}

/** Points at a shared screen, or draws on it, for everybody who looks. */
export async function point(ctx: RequestContext, input: PointInput): Promise<boolean> {
  const pointed = checkPoint(input);
  const { id, meetingId } = await ownParticipant(ctx, input.participantId);
  await takingPart(ctx, meetingId, 'REACT');
  const sharerId = await sharerNow(ctx, meetingId, input.sharerId ?? null);
  if (sharerId === null) throw conflict('That screen is not shared');
  const at = new Date().toISOString();
  const news: PointerNews = { kind: 'PointerMoved', at, participantId: id, sharerId, ...pointed };
  await ctx.events.signal(signalsTopic(meetingId), news);
  return true;
}
