import type { Viewer } from '@parley/kit';
import type { TestMeetings } from './meetings.js';
import { Rooms } from './rooms.js';

/** A room of somebody else's with a lobby: the caller keeps order in it, the callee takes part, somebody waits. */
export interface LobbyInScene {
  readonly meetingId: string;
  /** The caller's, the callee's, and who waits. */
  readonly participantId: string;
  readonly otherParticipantId: string;
  readonly waitingId: string;
  /** The secret part of its link. */
  readonly token: string;
}

/** Makes it. */
export async function aLobbyFor(
  meetings: TestMeetings,
  caller: Viewer,
  callee: Viewer,
): Promise<LobbyInScene> {
  const rooms = new Rooms(meetings);
  const host = await rooms.host({ organizationId: caller.organizationId });
  const [late] = (await meetings.people([{ organizationId: caller.organizationId }])) as [Viewer];
  const { id: meetingId } = await rooms.with(host, [caller, callee, late]);
  const mine = await rooms.place(caller, meetingId);
  const theirs = await rooms.place(callee, meetingId);
  await rooms.do(host, 'setParticipantRole', { participantId: mine.id, role: 'COHOST' });
  await rooms.do(host, 'updateMeeting', { meetingId, expectedVersion: 1, settings: { lobby: true } });
  const { participant: waiting } = await rooms.join(late, meetingId);
  const LINK = `query ($id: ID!) { meeting(id: $id) { link } }`;
  const { link } = await meetings.must(host, LINK, { id: meetingId });
  return {
    ...{ meetingId, participantId: mine.id, otherParticipantId: theirs.id, waitingId: waiting.id },
    token: String(link).replace('/meet/', ''),
  };
}
