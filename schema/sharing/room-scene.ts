import { setTimeout } from 'node:timers/promises';
import type { Viewer } from '../../subgraphs/kit/src/index.js';
import { type Act, acting } from './acting.js';
import type { Data, Product } from './product.js';

/** A room that people are in, and what passes in it and is kept nowhere. */
export interface RoomScene {
  readonly stream: Data;
  signal(): Promise<void>;
}

const ENTRY = '{ ... on MediaSeat { participant { id } } }';
const BAD = { roundTripMs: 2_000, jitterMs: 400, lossRatio: 0.5, bitrateKbps: 10 };
const GOOD = { roundTripMs: 20, jitterMs: 2, lossRatio: 0, bitrateKbps: 900 };
/** As many reports as it takes to call a connection bad. */
const REPORTS = 3;
const REACTION_EVERY_MS = 700;
const LOOK_AGAIN_MS = 100;

async function report(act: Act, who: Viewer, participantId: unknown, sample: object): Promise<void> {
  for (let n = 0; n < REPORTS; n += 1) await act(who, 'reportQuality', { participantId, sample }, '');
}

/** The channel of a room is told that it runs, which takes a moment. */
async function untilTold(product: Product, who: Viewer, id: unknown): Promise<void> {
  const query = 'query ($id: ID!) { channel(id: $id) { activeMeeting { id } } }';
  for (;;) {
    const { channel } = (await product.run(who, query, { id })) as { channel: { activeMeeting: unknown } };
    if (channel.activeMeeting) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/** Two are in a room of a channel: they ask, break up, are written down, and one of them is badly connected. */
export async function playRoom(
  product: Product,
  channelId: unknown,
  host: Viewer,
  other: Viewer,
): Promise<RoomScene> {
  const act = acting(product);
  const made = { title: 'A scene', kind: 'INSTANT', channelId, settings: { captions: true } };
  const { id: meetingId, liveCursor } = await act(host, 'createMeeting', made, '{ id liveCursor }');
  const enter = async (who: Viewer): Promise<unknown> => {
    const seat = await act(who, 'joinMeeting', { meetingId, device: 'A scene' }, ENTRY);
    return (seat['participant'] as Data)['id'];
  };
  const [mine, theirs] = [await enter(host), await enter(other)];
  await untilTold(product, host, channelId);
  await product.media.carry(String(meetingId));
  await act(host, 'startRecording', { meetingId });
  await act(other, 'raiseHand', { participantId: theirs, raised: true });
  await act(other, 'askQuestion', { meetingId, text: 'Who is here?' });
  await act(host, 'planBreakouts', { meetingId, rooms: [{ title: 'Left', userIds: [other.id] }] });
  await act(host, 'addCaption', { participantId: mine, text: 'Good morning', seconds: 1 });
  await report(act, other, theirs, BAD);
  await act(host, 'setMedia', { participantId: mine, screen: true });
  let reactedAt = 0;
  return {
    stream: { meetingId, after: liveCursor },
    async signal() {
      // Everybody who listens asks for signals until they hear one; rooms take only so many.
      if (Date.now() - reactedAt < REACTION_EVERY_MS) return;
      reactedAt = Date.now();
      await product.media.hear(String(meetingId), String(mine));
      await act(other, 'reactInMeeting', { participantId: theirs, emoji: '👏' }, '');
      const line = { x: 0.5, y: 0.5, via: [{ x: 0.4, y: 0.4 }], stroke: 'a' };
      await act(other, 'point', { participantId: theirs, ...line }, '');
      await act(host, 'tellBreakouts', { meetingId, text: 'Two more minutes' }, '');
      // Only a change of how well somebody is connected is told.
      for (const sample of [GOOD, BAD]) await report(act, other, theirs, sample);
    },
  };
}
