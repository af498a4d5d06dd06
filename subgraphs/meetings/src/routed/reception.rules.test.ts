import { expect, test } from 'vitest';
import type { PublishedStream, ReceivedStream } from '../janus/media-event.js';
import { FIRST_PICTURES, changesTo, layerFor, wantedOf } from './reception.rules.js';

const stream = (mid: string, description: string, simulcast = false): PublishedStream => ({
  ...{ mid, description, simulcast, muted: false },
  type: description === 'MICROPHONE' ? 'audio' : 'video',
});
const PERSON = [stream('0', 'MICROPHONE'), stream('1', 'CAMERA', true), stream('2', 'SCREEN')];
const sent = (...names: readonly string[]) => new Map(names.map((name) => [name, PERSON]));
const received = (mid: string, participant: string, theirMid: string): ReceivedStream => ({
  ...{ mid, participant, theirMid, active: true },
  type: theirMid === '0' ? 'audio' : 'video',
});

test.each([
  [160, 0],
  [320, 0],
  [400, 0],
  [401, 1],
  [800, 1],
  [801, 2],
  [3_840, 2],
])('a picture %i pixels wide has layer %i', (width, layer) => {
  expect(layerFor(width)).toBe(layer);
});

test('all sound is wanted, and the pictures that are shown in the size they have', () => {
  const tiles = [
    { participantId: 'ann', width: 640, screen: false },
    { participantId: 'bob', width: 1_280, screen: true },
  ];
  expect(wantedOf(sent('ann', 'bob'), tiles)).toEqual([
    { participant: 'ann', mid: '0', substream: null },
    { participant: 'ann', mid: '1', substream: 1 },
    { participant: 'bob', mid: '0', substream: null },
    { participant: 'bob', mid: '2', substream: null },
  ]);
});

test('before a device has said what it shows, the first cameras are wanted, small', () => {
  const many = Array.from({ length: FIRST_PICTURES + 5 }, (_, n) => `p${String(n)}`);
  const wanted = wantedOf(sent(...many), null);
  expect(wanted.filter(({ mid }) => mid === '0')).toHaveLength(many.length);
  expect(wanted.filter(({ mid }) => mid === '1').map(({ substream }) => substream)).toEqual(
    Array.from({ length: FIRST_PICTURES }, () => 0),
  );
  expect(wanted.filter(({ mid }) => mid === '2')).toEqual([]);
});

test('what nobody of ours has sent is not wanted', () => {
  expect(wantedOf(new Map([['eve', [stream('0', 'something')]]]), null)).toEqual([]);
});

test('what is wanted and not received is asked for, and nothing twice', () => {
  const wanted = wantedOf(sent('ann'), [{ participantId: 'ann', width: 300, screen: false }]);
  const none = { subscribe: [], unsubscribe: [], choose: [] };
  expect(changesTo(wanted, [], new Map())).toEqual({
    ...none,
    subscribe: [
      { participant: 'ann', mid: '0' },
      { participant: 'ann', mid: '1', substream: 0, temporal: 2 },
    ],
  });
  const both = [received('5', 'ann', '0'), received('6', 'ann', '1')];
  const chosen = new Map([['6', { send: true, substream: 0 }]]);
  expect(changesTo(wanted, both, chosen)).toEqual(none);
});

test('a picture that is shown no more is paused once, and comes back as large as it is shown then', () => {
  const both = [received('5', 'ann', '0'), received('6', 'ann', '1')];
  const hidden = wantedOf(sent('ann'), []);
  const playing = new Map([['6', { send: true, substream: 0 }]]);
  expect(changesTo(hidden, both, playing).choose).toEqual([{ mid: '6', send: false }]);
  const paused = new Map([['6', { send: false, substream: 0 }]]);
  expect(changesTo(hidden, both, paused).choose).toEqual([]);
  const shown = wantedOf(sent('ann'), [{ participantId: 'ann', width: 1_000, screen: false }]);
  expect(changesTo(shown, both, paused).choose).toEqual([
    { mid: '6', send: true, substream: 2, temporal: 2 },
  ]);
});

test('tracks that have ended are asked for again when they are back', () => {
  const ended = [{ ...received('5', 'ann', '0'), active: false }];
  const wanted = wantedOf(new Map([['ann', [stream('0', 'MICROPHONE')]]]), []);
  expect(changesTo(wanted, ended, new Map()).subscribe).toEqual([{ participant: 'ann', mid: '0' }]);
});

test('of very many pictures that are not shown, the first are given up', () => {
  const many = Array.from({ length: 70 }, (_, n) => received(String(n), `p${String(n)}`, '1'));
  const { choose, unsubscribe } = changesTo([], many, new Map());
  expect(unsubscribe).toHaveLength(10);
  expect(unsubscribe[0]).toEqual({ participant: 'p0', mid: '1' });
  expect(choose).toHaveLength(60);
});
