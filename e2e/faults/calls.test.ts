import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import {
  AnswerCallDocument,
  CallEventsDocument,
  CallNowDocument,
  CallRoomDocument,
  CallSignalsDocument,
  HangUpCallDocument,
  MoveCallDocument,
  ReportCallQualityDocument,
  SendCallSignalDocument,
  StartCallDocument,
} from '../generated/graphql.js';
import { aKey, people, type Role } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';

const RING_SECONDS = 5;
const SAMPLE = { roundTripMs: 20, jitterMs: 2, lossRatio: 0, bitrateKbps: 900 };

let stack: EmbeddedStack;
beforeAll(async () => {
  stack = await startEmbedded({ CALL_RING_SECONDS: String(RING_SECONDS) });
});
afterAll(() => stack.stop());

const signIn = (role: Role): Promise<Person> => Person.signIn(stack.gatewayUrls, people[role]);

const ring = async (caller: Person, callee: Person): Promise<string> => {
  const input = { userId: callee.id, key: aKey() };
  return (await caller.get(StartCallDocument, { input })).startCall.id;
};

const cursorOf = async (who: Person): Promise<string> =>
  (await who.get(CallNowDocument, {})).viewer?.callCursor ?? '';

async function strike(): Promise<void> {
  await stack.kill('SIGKILL');
  await stack.restart();
}

test('two who talk go on talking when the server is killed between them', async () => {
  const [caller, callee] = [await signIn('head'), await signIn('dean')];
  const id = await ring(caller, callee);
  const { moveCall } = await caller.get(MoveCallDocument, {
    input: { callId: id, device: 'A', key: aKey() },
  });
  const { answerCall } = await callee.get(AnswerCallDocument, {
    input: { callId: id, device: 'B', key: aKey() },
  });
  const [mine, theirs] = [moveCall.participant.id, answerCall.participant.id];
  await strike();
  const report = (who: Person, participantId: string) =>
    who.get(ReportCallQualityDocument, { input: { participantId, sample: SAMPLE, key: aKey() } });
  expect(await report(caller, mine)).toEqual({ reportQuality: true });
  expect(await report(callee, theirs)).toEqual({ reportQuality: true });
  // What devices have to tell each other passes again.
  await using heard = callee.follow(CallSignalsDocument, { participantId: theirs });
  const signal = { kind: 'READY' as const, toParticipantId: theirs };
  expect((await heard.next()).mediaSignals).toMatchObject({ kind: 'LISTENING' });
  await caller.get(SendCallSignalDocument, { input: { participantId: mine, signal, key: aKey() } });
  const { mediaSignals } = await heard.next();
  expect(mediaSignals).toMatchObject({ kind: 'READY', fromParticipantId: mine });
  const { call } = await caller.get(CallRoomDocument, { id });
  expect(call).toMatchObject({
    state: 'ACTIVE',
    meeting: { participants: { nodes: [{ state: 'JOINED' }, { state: 'JOINED' }] } },
  });
  await caller.get(HangUpCallDocument, { input: { callId: id, key: aKey() } });
});

test('ringing ends by its time though the server was killed meanwhile, and who was cut off hears of it', async () => {
  const [caller, callee] = [await signIn('faculty'), await signIn('student')];
  const after = await cursorOf(callee);
  const id = await ring(caller, callee);
  await strike();
  await using events = callee.follow(CallEventsDocument, { after });
  const told = await events.until(
    ({ callEvents: event }) => event.__typename === 'CallChanged' && event.call?.state === 'MISSED',
  );
  expect(told.map(({ callEvents: event }) => event.__typename)).toEqual(
    expect.arrayContaining(['CallRinging', 'CallChanged']),
  );
  expect((await caller.get(CallRoomDocument, { id })).call?.state).toBe('MISSED');
});

test('whoever is gone for good leaves no call behind', async () => {
  const [caller, callee] = [await signIn('colleague'), await signIn('employee')];
  const id = await ring(caller, callee);
  await caller.get(MoveCallDocument, { input: { callId: id, device: 'A', key: aKey() } });
  await using events = callee.follow(CallEventsDocument, { after: await cursorOf(callee) });
  const { answerCall } = await callee.get(AnswerCallDocument, {
    input: { callId: id, device: 'B', key: aKey() },
  });
  const alive = setInterval(() => {
    void callee.ask(ReportCallQualityDocument, {
      input: { participantId: answerCall.participant.id, sample: SAMPLE, key: aKey() },
    });
  }, 2_000);
  try {
    await events.until(
      ({ callEvents: event }) => event.__typename === 'CallChanged' && event.call?.state === 'FAILED',
    );
  } finally {
    clearInterval(alive);
  }
  const { call } = await callee.get(CallRoomDocument, { id });
  expect(call).toMatchObject({
    endedBecause: 'LOST',
    meeting: { state: 'ENDED', participants: { nodes: [{ state: 'LEFT' }, { state: 'LEFT' }] } },
  });
}, 60_000);
