import { expect, test } from 'vitest';
import { codesOf } from '../client/ask.js';
import type { Person } from '../client/person.js';
import {
  AnswerCallDocument,
  CallEventsDocument,
  CallMessagesDocument,
  CallNowDocument,
  CallRoomDocument,
  CallSignalsDocument,
  CancelCallDocument,
  HangUpCallDocument,
  MoveCallDocument,
  SendCallSignalDocument,
  StartCallDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a } from '../product.js';

const ring = async (caller: Person, callee: Person, gateway = 0): Promise<string> =>
  (await caller.get(StartCallDocument, { input: { userId: callee.id, key: aKey() } }, gateway)).startCall.id;

const cursorOf = async (person: Person): Promise<string> => {
  const { viewer } = await person.get(CallNowDocument, {});
  return viewer?.callCursor ?? '';
};

test('a call reaches the other side through another gateway, with who calls, and ends for both', async () => {
  const [dean, faculty] = [await a('dean'), await a('faculty')];
  await using theirs = faculty.follow(CallEventsDocument, { after: await cursorOf(faculty) }, 1);
  await using mine = dean.follow(CallEventsDocument, { after: await cursorOf(dean) });
  const id = await ring(dean, faculty);
  const { callEvents: ringing } = await theirs.find(
    ({ callEvents }) => callEvents.__typename === 'CallRinging',
  );
  expect(ringing).toMatchObject({
    call: { id, state: 'RINGING', caller: { id: dean.id, displayName: 'Wanjiru Kamau' } },
  });
  const { moveCall } = await dean.get(MoveCallDocument, {
    input: { callId: id, device: 'Desk', key: aKey() },
  });
  const answer = { callId: id, device: 'Laptop', key: aKey() };
  const { answerCall } = await faculty.get(AnswerCallDocument, { input: answer }, 1);
  await mine.find(
    ({ callEvents: event }) => event.__typename === 'CallChanged' && event.call?.state === 'ACTIVE',
  );
  const { call } = await dean.get(CallRoomDocument, { id }, 1);
  expect(call?.meeting).toMatchObject({
    state: 'LIVE',
    participants: {
      nodes: [
        { id: moveCall.participant.id, state: 'JOINED', user: { displayName: 'Wanjiru Kamau' } },
        { id: answerCall.participant.id, state: 'JOINED', user: { displayName: 'Élise Tremblay' } },
      ],
    },
  });
  await faculty.get(HangUpCallDocument, { input: { callId: id, key: aKey() } }, 1);
  await mine.find(
    ({ callEvents: event }) => event.__typename === 'CallChanged' && event.call?.state === 'ENDED',
  );
});

test('signals go from one device to the other, over whatever gateways, and to nobody else', async () => {
  const [head, colleague, student] = [await a('head'), await a('colleague'), await a('student')];
  const id = await ring(head, colleague);
  const { moveCall: mine } = await head.get(MoveCallDocument, {
    input: { callId: id, device: 'Desk', key: aKey() },
  });
  const { answerCall: theirs } = await colleague.get(AnswerCallDocument, {
    input: { callId: id, device: 'Laptop', key: aKey() },
  });
  const [from, to] = [mine.participant.id, theirs.participant.id];
  await using heard = colleague.follow(CallSignalsDocument, { participantId: to }, 1);
  const say = (sdp: string) =>
    head.get(SendCallSignalDocument, {
      input: { participantId: from, signal: { kind: 'OFFER', sdp, toParticipantId: to }, key: aKey() },
    });
  const { mediaSignals: begun } = await heard.next();
  expect(begun).toEqual({ kind: 'LISTENING', sdp: null, fromParticipantId: to, fromSeat: 1 });
  // What is said once it listens arrives, over whatever gateway and replica it was said.
  for (const sdp of ['first', 'last']) {
    await say(sdp);
    const { mediaSignals: offer } = await heard.next();
    expect(offer).toEqual({ kind: 'OFFER', sdp, fromParticipantId: from, fromSeat: 1 });
  }
  const signal = { kind: 'READY' as const, toParticipantId: to };
  const meddling = { participantId: from, signal, key: aKey() };
  expect(codesOf(await student.ask(SendCallSignalDocument, { input: meddling }))).toEqual(['NOT_FOUND']);
  await head.get(HangUpCallDocument, { input: { callId: id, key: aKey() } });
});

test('a call that was given up stands in the conversation of the two', async () => {
  const [agent, classmate] = [await a('agent'), await a('classmate')];
  const id = await ring(agent, classmate);
  await agent.get(CancelCallDocument, { input: { callId: id, key: aKey() } });
  // Chat hears of it from meetings' log, a moment later.
  const last = async () => {
    const { user } = await classmate.get(CallMessagesDocument, { userId: agent.id });
    return user?.viewerDirectChannel?.messages.nodes.at(-1);
  };
  await expect.poll(last, { timeout: 15_000 }).toMatchObject({
    kind: 'CALL',
    card: { __typename: 'Call', id, state: 'CANCELLED', caller: { displayName: 'Yusuf Demir' } },
  });
});

test('customers and people elsewhere are not called by those who may not', async () => {
  const [customer, elsewhere, head] = [await a('customer'), await a('elsewhere'), await a('head')];
  const input = (userId: string) => ({ input: { userId, key: aKey() } });
  expect(codesOf(await customer.ask(StartCallDocument, input(head.id)))).toEqual(['FORBIDDEN']);
  expect(codesOf(await elsewhere.ask(StartCallDocument, input(head.id)))).toEqual(['NOT_FOUND']);
});
