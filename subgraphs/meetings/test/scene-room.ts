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
}

/** Makes it. */
export async function aRoomFor(meetings: TestMeetings, caller: Viewer, callee: Viewer): Promise<RoomInScene> {
  const rooms = new Rooms(meetings);
  const host = await rooms.host({ organizationId: caller.organizationId });
  const { id: meetingId } = await rooms.with(host, [caller, callee]);
  const [, mine, theirs] = [
    await rooms.place(host, meetingId),
    await rooms.place(caller, meetingId),
    await rooms.place(callee, meetingId),
  ];
  await rooms.do(host, 'setParticipantRole', { participantId: mine.id, role: 'COHOST' });
  const SHOW = `mutation ($input: SetMediaInput!) { setMedia(input: $input) { id } }`;
  await meetings.must(callee, SHOW, { input: { participantId: theirs.id, screen: true, key: aKey() } });
  const ASK = `mutation ($input: AskQuestionInput!) { askQuestion(input: $input) { id } }`;
  const asked = await meetings.must(host, ASK, { input: { meetingId, text: 'Who is here?', key: aKey() } });
  return {
    ...{ meetingId, participantId: mine.id, otherParticipantId: theirs.id },
    questionId: asked.id as string,
  };
}
