import { type Viewer, newId } from '@parley/kit';
import { type TestMeetings, aKey } from './meetings.js';
import { type LobbyInScene, aLobbyFor } from './scene-lobby.js';
import { type RoomInScene, aRoomFor } from './scene-room.js';

/** Who asks: of a call between the caller and the callee. */
export const actors = ['nobody', 'foreigner', 'guest', 'colleague', 'admin', 'callee', 'caller'] as const;
export type Actor = (typeof actors)[number];

/** Two who talk, somebody who rings, and those who ask for it. */
export interface Scene {
  readonly meetings: TestMeetings;
  readonly viewers: Readonly<Record<Exclude<Actor, 'nobody'>, Viewer> & { nobody: null }>;
  /** The two talk, and both are in its room. */
  readonly callId: string;
  readonly meetingId: string;
  /** The caller's and the callee's. */
  readonly participantId: string;
  readonly otherParticipantId: string;
  /** Between two of the same kind, still ringing. */
  readonly ringingId: string;
  /** Somebody of the same organisation whom nobody rings. */
  readonly otherId: string;
  /** What was said between the two. */
  readonly transcriptId: string;
  /** Of their room, started by the caller, and running. */
  readonly recordingId: string;
  /** The caller's, given. */
  readonly consentId: string;
  /** Where the caller keeps order, and the callee takes part. */
  readonly room: RoomInScene;
  /** Another one, where somebody waits. */
  readonly lobby: LobbyInScene;
}

/** Makes it: of two calls, the first is put on hold by the second, and taken up again. */
export async function aScene(meetings: TestMeetings): Promise<Scene> {
  const [foreigner, guest, colleague, admin, callee, caller, other] = (await meetings.people([
    { organizationId: newId('organization') },
    { kind: 'GUEST' },
    {},
    { permissions: ['MANAGE_PEOPLE'] },
    // They record nothing.
    { permissions: [] },
    {},
    {},
  ])) as [Viewer, Viewer, Viewer, Viewer, Viewer, Viewer, Viewer];
  const { id: callId, mine, theirs } = await meetings.talking(caller, callee);
  // Their own call with each other rings by another way: handed over to by nobody, it is made for the scene.
  const room = await meetings.must(caller, `query ($id: ID!) { call(id: $id) { meeting { id } } }`, {
    id: callId,
  });
  const ringingId = await aRingingCall(meetings, caller, callee);
  const meetingId = room.meeting.id as string;
  const said = { meetingId, text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello', key: aKey() };
  const transcript = await meetings.must(
    caller,
    `mutation ($input: ImportTranscriptInput!) { importTranscript(input: $input) { id } }`,
    { input: said },
  );
  const scene = {
    meetings,
    viewers: { nobody: null, foreigner, guest, colleague, admin, callee, caller },
    ...{ callId, ringingId, meetingId, otherId: other.id, transcriptId: transcript.id as string },
    ...(await aRecording(meetings, caller, meetingId, mine.participant.id)),
    ...{ participantId: mine.participant.id, otherParticipantId: theirs.participant.id },
    room: await aRoomFor(meetings, caller, callee),
    lobby: await aLobbyFor(meetings, caller, callee),
  };
  await keepPresent(meetings);
  return scene;
}

/** As if all devices reported for as long as anybody asks: nobody is missed, and nothing changes by itself. */
export async function keepPresent({ test }: TestMeetings): Promise<void> {
  await test.runtime.database.query(`update participant set seen_at = clock_timestamp() + interval '1 hour'`);
}

/** A call of the two that rings while they talk in another: no client can make one, but each deed can be tried on it. */
async function aRingingCall(meetings: TestMeetings, caller: Viewer, callee: Viewer): Promise<string> {
  const [id, meetingId] = [newId('call'), newId('meeting')];
  const { database } = meetings.test.runtime;
  await database.query(
    `insert into meeting (id, organization_id, kind, mode, created_by_id) values ($1, $2, 'CALL', 'PEER', $3)`,
    [meetingId, caller.organizationId, caller.id],
  );
  await database.query(
    `insert into call (id, organization_id, meeting_id, caller_id, callee_id, state, video, rings_until)
     values ($1, $2, $3, $4, $5, 'RINGING', false, clock_timestamp() + interval '1 hour')`,
    [id, caller.organizationId, meetingId, caller.id, callee.id],
  );
  return id;
}

/** A recording of a call of two: no client can start one, but each deed can be tried on it. */
async function aRecording(meetings: TestMeetings, caller: Viewer, meetingId: string, participantId: string) {
  const [recordingId, consentId] = [newId('recording'), newId('consent')];
  const { database } = meetings.test.runtime;
  await database.query(
    `insert into recording (id, organization_id, meeting_id, state, started_by_id, started_at)
     values ($1, $2, $3, 'RUNNING', $4, clock_timestamp())`,
    [recordingId, caller.organizationId, meetingId, caller.id],
  );
  await database.query(
    `insert into consent (id, recording_id, participant_id, person_id, state, asks_until)
     values ($1, $2, $3, $4, 'GIVEN', clock_timestamp())`,
    [consentId, recordingId, participantId, caller.id],
  );
  return { recordingId, consentId };
}
