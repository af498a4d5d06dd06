import { transaction } from '@parley/kit';
import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';
import { addProvided } from './provided.service.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const CAPTION = `mutation ($input: AddCaptionInput!) { addCaption(input: $input) { startSeconds endSeconds } }`;
const SAID = `query ($id: ID!) { meeting(id: $id) { transcript { source segments { nodes { text } } } } }`;

const captioned = async (who: Viewer, participantId: string, text: string) =>
  (await meetings.must(who, CAPTION, {
    input: { participantId, text, seconds: 1, key: aKey() },
  })) as unknown as { readonly startSeconds: number; readonly endSeconds: number };

test('what a provider hears of somebody takes the place of their captions of that time, and of nothing else', async () => {
  const host = await rooms.host();
  const [bo] = (await rooms.others(1)) as [Viewer];
  const { id: meetingId } = await rooms.with(host, [bo], { settings: { captions: true } });
  const [own, theirs] = [await rooms.place(host, meetingId), await rooms.place(bo, meetingId)];
  await captioned(host, own.id, 'Declined to be recorded');
  const { startSeconds, endSeconds } = await captioned(bo, theirs.id, 'Caption that is late');
  const speaker = { speakerId: bo.id, speakerName: 'Bo' };
  const heard = (text: string, fromSeconds: number) => ({
    ...{ meetingId, language: 'en', span: { fromSeconds, toSeconds: fromSeconds + 2, speakerId: bo.id } },
    spoken: [{ ...speaker, text, startSeconds: fromSeconds, endSeconds: fromSeconds + 1 }],
  });
  const said = async () => {
    const { transcript } = await meetings.must(host, SAID, { id: meetingId });
    const nodes = transcript.segments.nodes as readonly { readonly text: string }[];
    return { source: transcript.source as string, texts: nodes.map(({ text }) => text).sort() };
  };
  const provide = (words: ReturnType<typeof heard>) =>
    transaction(meetings.context(), (inner) => addProvided(inner, words));

  await provide(heard('Said much later', endSeconds + 60));
  expect(await said()).toEqual({
    source: 'PROVIDER',
    texts: ['Caption that is late', 'Declined to be recorded', 'Said much later'],
  });
  await provide(heard('Heard well', startSeconds - 0.5));
  expect((await said()).texts).toEqual(['Declined to be recorded', 'Heard well', 'Said much later']);
});
