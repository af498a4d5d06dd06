import { expect } from 'vitest';
import { SEAT, aKey, deed, take } from './meetings.js';
import { recordingDeed } from './recordings.js';
import { type Actor, type Scene, actors } from './scene.js';

/** `ok`, the code of the refusal, or `null` and `empty` where hiding is the answer. */
export type Outcome =
  'ok' | 'null' | 'empty' | 'false' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'INVALID';

/** One operation or entity, and what each actor gets. */
export interface Row {
  readonly name: string;
  readonly expected: Readonly<Record<Actor, Outcome>>;
  readonly run: (scene: Scene, actor: Actor) => Promise<Outcome>;
}

type Input = (scene: Scene) => Readonly<Record<string, unknown>>;

const all = (outcome: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  ({
    ...Object.fromEntries(actors.map((actor) => [actor, outcome])),
    nobody: 'UNAUTHENTICATED',
    ...others,
  }) as Row['expected'];

/** For the two of the call. */
const two = (hidden: Outcome, others: Partial<Record<Actor, Outcome>> = {}): Row['expected'] =>
  all(hidden, { caller: 'ok', callee: 'ok', ...others });

/** For whose participant it is. */
const own = all('NOT_FOUND', { caller: 'ok' });

async function answer(
  scene: Scene,
  actor: Actor,
  document: string,
  variables: Record<string, unknown>,
): Promise<Outcome> {
  const { data, errors } = await scene.meetings.as(scene.viewers[actor]).run(document, variables);
  if (errors) {
    expect(errors).toHaveLength(1);
    return errors[0]?.extensions['code'] as Outcome;
  }
  const [value] = Object.values(data as object) as [unknown];
  if (value === false) return 'false';
  return value === null || (Array.isArray(value) && value[0] === null) ? 'null' : 'ok';
}

const query = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Query.${name}`,
  expected,
  run: (scene, actor) => answer(scene, actor, document, input(scene)),
});

const mutation = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Mutation.${name}`,
  expected,
  run: (scene, actor) => answer(scene, actor, document, { input: { ...input(scene), key: aKey() } }),
});

/** Something that is done to a call, and answers with it. */
const done = (name: string, input: Input, expected: Row['expected']): Row =>
  mutation(name, deed(name, name === 'answerCall' || name === 'moveCall' ? SEAT : 'id'), input, expected);

const entity = (name: string, id: (scene: Scene) => string, expected: Row['expected']): Row => ({
  name,
  expected,
  run: (scene, actor) => {
    const document = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on ${name} { id } } }`;
    return answer(scene, actor, document, { refs: [{ __typename: name, id: id(scene) }] });
  },
});

/** A stream that is opened, or refused at once: one that is ephemeral says nothing by itself. */
const stream = (name: string, document: string, input: Input, expected: Row['expected']): Row => ({
  name: `Subscription.${name}`,
  expected,
  async run(scene, actor) {
    const { viewers, meetings } = scene;
    const viewer = viewers[actor];
    const events = meetings.as(viewer).follow(document, input(scene));
    const first = take(events, 1);
    // Where it is opened, this is heard; the others are refused whatever is said.
    const hello = { kind: 'READY', toParticipantId: scene.participantId };
    const said = { participantId: scene.otherParticipantId, signal: hello, key: aKey() };
    const send = `mutation ($input: SendSignalInput!) { sendSignal(input: $input) }`;
    await meetings.must(viewers.callee, send, { input: said });
    const [heard] = await first;
    await events.return();
    if (!heard) return 'empty';
    return heard.errors ? (heard.errors[0]?.extensions['code'] as Outcome) : 'ok';
  },
});

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
    all('NOT_FOUND', { caller: 'FORBIDDEN' }),
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
  // Sound and pictures of two go from device to device: there is nothing to record.
  mutation(
    'startRecording',
    recordingDeed('startRecording'),
    ({ meetingId }) => ({ meetingId }),
    two('NOT_FOUND', { caller: 'CONFLICT', callee: 'CONFLICT' }),
  ),
  mutation('stopRecording', recordingDeed('stopRecording'), RECORDING, two('NOT_FOUND')),
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

export const permissions: readonly Row[] = [...calls, ...devices, ...records, ...recordings];
