import { expect, test } from 'vitest';
import type { Shown, Tile } from './arrangement.rules';
import { wantedFor, withFloated } from './layers.rules';

const shown = (participantId: string, width: number, part: Partial<Tile> = {}): Shown<Tile> => ({
  ...{ x: 0, y: 0, width, height: width / 2, large: false },
  tile: { key: participantId, participantId, screen: false, own: false, ...part },
});

test('a tile asks for the next step of quality above its width in pixels of the screen', () => {
  expect(wantedFor([shown('a', 150), shown('b', 300)], 2, [])).toEqual([
    { participantId: 'a', screen: false, width: 320 },
    { participantId: 'b', screen: false, width: 640 },
  ]);
});

test('the own picture is not asked for', () => {
  expect(wantedFor([shown('me', 300, { own: true })], 1, [])).toEqual([]);
});

test('a screen and a face of one person are two wishes', () => {
  const both = [shown('a', 1_100, { screen: true }), shown('a', 200)];
  expect(wantedFor(both, 1, [])).toEqual([
    { participantId: 'a', screen: true, width: 1_280 },
    { participantId: 'a', screen: false, width: 320 },
  ]);
});

test('a tile that wavers around a step keeps what it has', () => {
  const before = wantedFor([shown('a', 310)], 1, []);
  expect(wantedFor([shown('a', 340)], 1, before)).toBe(before);
  expect(wantedFor([shown('a', 150)], 1, before)).toBe(before);
});

test.each([
  [380, 640],
  [120, 160],
])('a tile of %i that is clearly of another size asks anew, for %i', (width, expected) => {
  const before = wantedFor([shown('a', 310)], 1, []);
  expect(wantedFor([shown('a', width)], 1, before)).toEqual([
    { participantId: 'a', screen: false, width: expected },
  ]);
});

test('the largest step is enough for the largest screen', () => {
  expect(wantedFor([shown('a', 5_000)], 1, [])[0]?.width).toBe(2_560);
});

test('somebody in the place of another is a new wish', () => {
  const before = wantedFor([shown('a', 310)], 1, []);
  expect(wantedFor([shown('b', 310)], 1, before)).not.toBe(before);
});

test('what stands above all windows is on screen once, whether the stage shows it or not', () => {
  const [onStage, above] = [shown('a', 300), shown('b', 200)];
  expect(withFloated([onStage], above)).toEqual([onStage, above]);
  expect(withFloated([onStage, above], shown('b', 900))).toEqual([onStage, above]);
  expect(withFloated([onStage], null)).toEqual([onStage]);
});
