import { CallRoomDocument, MoveCallDocument, NodeMediaRegionsDocument } from '../generated/graphql.js';
import type { Person } from '../client/person.js';
import { aKey } from '../people.js';
import { made } from './node-kinds.js';

/** One of each kind that a call has: the caller has taken their place in it, and it rings until it gives up. */
export async function callNodes(caller: Person, callee: Person): Promise<Readonly<Record<string, string>>> {
  const callId = await made(caller, 'startCall', { userId: callee.id });
  const input = { callId, device: 'e2e', key: aKey() };
  const { moveCall } = await caller.get(MoveCallDocument, { input });
  const { call } = await caller.get(CallRoomDocument, { id: callId });
  const meetingId = call?.meeting?.id ?? '';
  const { mediaRegions } = await caller.get(NodeMediaRegionsDocument, {});
  const text = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello';
  return {
    ...{ Call: callId, Meeting: meetingId, Participant: moveCall.participant.id },
    MediaRegion: mediaRegions[0]?.id ?? '',
    Transcript: await made(caller, 'importTranscript', { meetingId, text }),
  };
}
