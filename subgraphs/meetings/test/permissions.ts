import { recordingDeed } from './recordings.js';
import {
  type Input,
  type Row,
  all,
  done,
  entity,
  mutation,
  own,
  query,
  stream,
  two,
} from './permission-rows.js';
import { ofRooms } from './permissions-rooms.js';
import { routed } from './permissions-routed.js';
import { together } from './permissions-together.js';

const ringing: Input = ({ ringingId: callId }) => ({ callId });
const talking: Input = ({ callId }) => ({ callId });

const calls: readonly Row[] = [
  query('call', `query ($id: ID!) { call(id: $id) { id } }`, ({ callId: id }) => ({ id }), two('null')),
  query(
    'meeting',
    `query ($id: ID!) { meeting(id: $id) { id } }`,
    ({ meetingId: id }) => ({ id }),
    two('null'),
  ),
  query('viewer', `{ viewer { id } }`, () => ({}), all('ok', { nobody: 'null' })),
  // Who rings whom is ruled by kinds and policies: guests ring nobody.
  done(
    'startCall',
    ({ otherId: userId }) => ({ userId }),
    all('ok', { foreigner: 'NOT_FOUND', guest: 'FORBIDDEN' }),
  ),
  done(
    'answerCall',
    (scene) => ({ ...ringing(scene), device: 'Laptop' }),
    two('NOT_FOUND', { caller: 'CONFLICT' }),
  ),
  done('rejectCall', ringing, two('NOT_FOUND', { caller: 'CONFLICT' })),
  done('cancelCall', ringing, two('NOT_FOUND', { callee: 'CONFLICT' })),
  done('moveCall', (scene) => ({ ...talking(scene), device: 'Laptop' }), two('NOT_FOUND')),
  done('hangUpCall', talking, two('NOT_FOUND')),
  done('holdCall', talking, two('NOT_FOUND')),
  done('resumeCall', talking, two('NOT_FOUND', { caller: 'CONFLICT', callee: 'CONFLICT' })),
  done('completeTransfer', talking, two('NOT_FOUND', { caller: 'CONFLICT', callee: 'CONFLICT' })),
  done('transferCall', (scene) => ({ ...talking(scene), userId: scene.otherId }), two('NOT_FOUND')),
  // Here is no media server that could take the media of more than two: those who are in it are told.
  done(
    'addToCall',
    (scene) => ({ ...talking(scene), userIds: [scene.otherId] }),
    two('NOT_FOUND', { caller: 'UNAVAILABLE', callee: 'UNAVAILABLE' }),
  ),
  stream('callEvents', `subscription { callEvents { cursor } }`, () => ({}), all('ok')),
  entity('Call', ({ callId }) => callId, two('null')),
  entity('Meeting', ({ meetingId }) => meetingId, two('null')),
  entity('Participant', ({ participantId }) => participantId, two('null')),
  entity('Viewer', ({ viewers }) => viewers.caller.id, all('null', { caller: 'ok' })),
  // Whoever a user is to the viewer, identity decides; what meetings add is asked of the viewer's own right.
  entity('User', ({ viewers }) => viewers.caller.id, all('ok', { nobody: 'ok' })),
];

const devices: readonly Row[] = [
  mutation(
    'sendSignal',
    `mutation ($input: SendSignalInput!) { sendSignal(input: $input) }`,
    ({ participantId, otherParticipantId }) => ({
      participantId,
      signal: { kind: 'READY', toParticipantId: otherParticipantId },
    }),
    own,
  ),
  mutation(
    'setMedia',
    `mutation ($input: SetMediaInput!) { setMedia(input: $input) { id } }`,
    ({ participantId }) => ({ participantId, camera: true }),
    own,
  ),
  mutation(
    'reportQuality',
    `mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }`,
    ({ participantId }) => ({
      participantId,
      sample: { roundTripMs: 1, jitterMs: 1, lossRatio: 0, bitrateKbps: 1 },
    }),
    own,
  ),
  mutation(
    'shareMediaKeys',
    `mutation ($input: ShareMediaKeysInput!) { shareMediaKeys(input: $input) }`,
    ({ meetingId, otherParticipantId }) => ({
      ...{ meetingId, epoch: 2 },
      shares: [{ participantId: otherParticipantId, sealed: 's'.repeat(156) }],
    }),
    own,
  ),
  stream(
    'mediaSignals',
    `subscription ($id: ID!) { mediaSignals(participantId: $id) { kind } }`,
    ({ participantId: id }) => ({ id }),
    own,
  ),
  mutation(
    'setCallPolicy',
    `mutation ($input: SetCallPolicyInput!) { setCallPolicy(input: $input) { mayCall } }`,
    ({ otherId: userId }) => ({ userId, mayCall: 'TEAM' }),
    all('FORBIDDEN', { admin: 'ok' }),
  ),
];

const records: readonly Row[] = [
  mutation(
    'importTranscript',
    `mutation ($input: ImportTranscriptInput!) { importTranscript(input: $input) { id } }`,
    ({ meetingId }) => ({ meetingId, text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello' }),
    two('NOT_FOUND'),
  ),
  // Who may speak for themselves is told that calls have no captions; nobody speaks for another.
  mutation(
    'addCaption',
    `mutation ($input: AddCaptionInput!) { addCaption(input: $input) { id } }`,
    ({ participantId }) => ({ participantId, text: 'Hello', seconds: 1 }),
    all('NOT_FOUND', { caller: 'CONFLICT' }),
  ),
  // Of the scene's people nobody manages retention or reads the audit trail.
  query('meetingRetention', `{ meetingRetention { keepDays } }`, () => ({}), all('FORBIDDEN')),
  mutation(
    'setMeetingRetention',
    `mutation ($input: SetMeetingRetentionInput!) { setMeetingRetention(input: $input) { keepDays } }`,
    () => ({ keepDays: 30 }),
    all('FORBIDDEN'),
  ),
  query(
    'callStatistics',
    `query ($from: DateTime!, $to: DateTime!) { callStatistics(from: $from, to: $to) { callCount } }`,
    () => ({ from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }),
    all('FORBIDDEN'),
  ),
  query(
    'transcriptMatches',
    `query ($text: String!) { transcriptMatches(text: $text) { nodes { meeting { id } } } }`,
    () => ({ text: 'hello' }),
    two('empty'),
  ),
  entity('Transcript', ({ transcriptId }) => transcriptId, two('null')),
];

const RECORDING: Input = ({ recordingId }) => ({ recordingId });
const CONSENT: Input = ({ consentId }) => ({ consentId });

const recordings: readonly Row[] = [
  query(
    'recording',
    `query ($id: ID!) { recording(id: $id) { id } }`,
    ({ recordingId: id }) => ({ id }),
    two('null'),
  ),
  // Of the two, one has the permission; here is no media server that could take their call, which is said to that one.
  mutation(
    'startRecording',
    recordingDeed('startRecording'),
    ({ meetingId }) => ({ meetingId }),
    two('NOT_FOUND', { caller: 'UNAVAILABLE', callee: 'FORBIDDEN' }),
  ),
  mutation('stopRecording', recordingDeed('stopRecording'), RECORDING, two('NOT_FOUND')),
  // It runs: there is nothing to try again.
  mutation(
    'retryRecording',
    recordingDeed('retryRecording'),
    RECORDING,
    two('NOT_FOUND', { caller: 'CONFLICT', callee: 'CONFLICT' }),
  ),
  mutation(
    'markRecording',
    recordingDeed('markRecording'),
    (scene) => ({ ...RECORDING(scene), title: 'Budget' }),
    two('NOT_FOUND'),
  ),
  // It runs: nobody deletes it, and who did not start it never does.
  mutation(
    'deleteRecording',
    recordingDeed('deleteRecording'),
    RECORDING,
    two('NOT_FOUND', { caller: 'CONFLICT', callee: 'FORBIDDEN' }),
  ),
  mutation(
    'answerConsent',
    recordingDeed('answerConsent'),
    (scene) => ({ ...CONSENT(scene), give: true }),
    own,
  ),
  mutation('withdrawConsent', recordingDeed('withdrawConsent'), CONSENT, own),
  entity('Recording', ({ recordingId }) => recordingId, two('null')),
  entity('Consent', ({ consentId }) => consentId, two('null')),
];

export const permissions: readonly Row[] = [
  ...calls,
  ...devices,
  ...records,
  ...recordings,
  ...together,
  ...routed,
  ...ofRooms,
];
