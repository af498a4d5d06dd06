import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { codesOf } from '../client/ask.js';
import {
  AnswerCallDocument,
  CallSignalsDocument,
  HandOutKeysDocument,
  HangUpCallDocument,
  KeysOfCallDocument,
  MoveCallDocument,
  StartCallDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a } from '../product.js';

/** The public key of a device, as far as anybody can tell who does not use it. */
const aPublicKey = (): string => `B${randomBytes(65).toString('base64url').slice(0, 86)}`;

test('sealed keys go from device to device through other gateways, and to nobody else', async () => {
  const [dean, faculty, student] = [await a('dean'), await a('faculty'), await a('student')];
  const calling = { userId: faculty.id, key: aKey() };
  const { id: callId } = (await dean.get(StartCallDocument, { input: calling })).startCall;
  const [hers, theirs] = [aPublicKey(), aPublicKey()];
  const coming = (mediaKey: string) => ({ input: { callId, device: 'Desk', mediaKey, key: aKey() } });
  const { moveCall } = await dean.get(MoveCallDocument, coming(hers));
  const { answerCall } = await faculty.get(AnswerCallDocument, coming(theirs), 1);
  const [from, to] = [moveCall.participant.id, answerCall.participant.id];

  const { call } = await faculty.get(KeysOfCallDocument, { id: callId }, 1);
  expect(call?.meeting).toMatchObject({
    encryption: 'END_TO_END',
    participants: {
      nodes: [
        { id: from, mediaKey: hers },
        { id: to, mediaKey: theirs },
      ],
    },
  });
  const { id: meetingId = '', keyEpoch } = call?.meeting ?? {};
  await using heard = faculty.follow(CallSignalsDocument, { participantId: to }, 1);
  const sealed = randomBytes(117).toString('base64url');
  const shared = () => ({
    input: { meetingId, epoch: keyEpoch ?? 0, shares: [{ participantId: to, sealed }], key: aKey() },
  });
  expect((await heard.next()).mediaSignals).toMatchObject({ kind: 'LISTENING' });
  await dean.get(HandOutKeysDocument, shared());
  const { mediaSignals } = await heard.next();
  expect(mediaSignals).toMatchObject({ kind: 'KEYS', fromParticipantId: from });
  const { call: read } = await faculty.get(KeysOfCallDocument, { id: callId }, 1);
  expect(read?.meeting?.viewerMediaKeys).toEqual([{ fromParticipantId: from, epoch: keyEpoch, sealed }]);
  const { call: own } = await dean.get(KeysOfCallDocument, { id: callId }, 1);
  expect(own?.meeting?.viewerMediaKeys).toEqual([]);

  expect(codesOf(await student.ask(HandOutKeysDocument, shared()))).toEqual(['NOT_FOUND']);
  expect((await student.get(KeysOfCallDocument, { id: callId })).call).toBeNull();
  await dean.get(HangUpCallDocument, { input: { callId, key: aKey() } });
  expect(codesOf(await dean.ask(HandOutKeysDocument, shared()))).toEqual(['NOT_FOUND']);
});
