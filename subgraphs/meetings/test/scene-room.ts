import type { Viewer } from '@parley/kit';
import { type TestMeetings, aKey } from './meetings.js';
import { Rooms } from './rooms.js';

/** A room of somebody else's, in which are the caller, who keeps order in it, and the callee, who shows a screen. */
export interface RoomInScene {
  readonly meetingId: string;
  /** The caller's and the callee's. */
  readonly participantId: string;
  readonly otherParticipantId: string;
  /** Asked by its host. */
  readonly questionId: string;
  /** Its open breakout room, for the callee. */
  readonly breakoutId: string;
  /** Another one with the same people, whose breakout rooms are not open. */
  readonly plannedId: string;
}

/** Somebody else's room in which are these two; the first of them keeps order in it. */
async function withKeeper(rooms: Rooms, host: Viewer, caller: Viewer, callee: Viewer) {
  const { id: meetingId } = await rooms.with(host, [caller, callee]);
  await rooms.place(host, meetingId);
  const mine = await rooms.place(caller, meetingId);
  const theirs = await rooms.place(callee, meetingId);
  await rooms.do(host, 'setParticipantRole', { participantId: mine.id, role: 'COHOST' });
  return { meetingId, participantId: mine.id, otherParticipantId: theirs.id };
}

const PLAN = `mutation ($input: PlanBreakoutsInput!) { planBreakouts(input: $input) { id } }`;
const OPEN = `mutation ($input: OpenBreakoutsInput!) { openBreakouts(input: $input) { breakouts { id } } }`;

/** Makes it. */
export async function aRoomFor(meetings: TestMeetings, caller: Viewer, callee: Viewer): Promise<RoomInScene> {
  const rooms = new Rooms(meetings);
  const host = await rooms.host({ organizationId: caller.organizationId });
  const act = (who: Viewer, document: string, input: object) =>
    meetings.must(who, document, { input: { key: aKey(), ...input } });
  const room = await withKeeper(rooms, host, caller, callee);
  const { meetingId, otherParticipantId: participantId } = room;
  const SHOW = `mutation ($input: SetMediaInput!) { setMedia(input: $input) { id } }`;
  await act(callee, SHOW, { participantId, screen: true });
  const ASK = `mutation ($input: AskQuestionInput!) { askQuestion(input: $input) { id } }`;
  const asked = await act(host, ASK, { meetingId, text: 'Who is here?' });
  const { meetingId: plannedId } = await withKeeper(rooms, host, caller, callee);
  const plan = [{ title: 'Left', userIds: [callee.id] }];
  for (const id of [meetingId, plannedId]) await act(host, PLAN, { meetingId: id, rooms: plan });
  const { breakouts } = await act(host, OPEN, { meetingId });
  return { ...room, plannedId, questionId: asked.id as string, breakoutId: breakouts[0].id as string };
}
