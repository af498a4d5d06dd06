import { expect, test } from 'vitest';
import { type Tile, type Wish, afterComings, broughtForward, largeOf, stageOf } from './arrangement.rules';

const face = (participantId: string, own = false): Tile => ({
  key: participantId,
  participantId,
  own,
  screen: false,
});
const screenOf = (participantId: string): Tile => ({
  key: `${participantId}:screen`,
  participantId,
  own: false,
  screen: true,
});
const me = face('me', true);
const people = ['amara', 'jonas', 'priya'].map((id) => face(id));
const wish: Wish = { layout: 'GRID', pinned: null, spotlightId: null, speakerId: null };
const DESK = { width: 1_000, height: 640 };
const PHONE = { width: 374, height: 600 };

const screen = screenOf('jonas');

test.each<readonly [string, Partial<Wish>, readonly Tile[], string | null]>([
  ['a grid has nobody large', {}, [...people, me], null],
  ['a screen is large, also in a grid', {}, [...people, screen, me], 'jonas:screen'],
  ['whom the viewer keeps large comes before a screen', { pinned: 'priya' }, [...people, screen], 'priya'],
  ['whom a host shows is large', { spotlightId: 'priya' }, [...people, me], 'priya'],
  ['one who has left is not', { spotlightId: 'gone', pinned: 'gone' }, [...people, me], null],
  ['the speaker is large', { layout: 'SPEAKER', speakerId: 'jonas' }, [...people, me], 'jonas'],
  ['before anybody spoke it is somebody else', { layout: 'FILMSTRIP' }, [me, ...people], 'amara'],
  ['who is alone is not large', { layout: 'SPEAKER', speakerId: 'me' }, [me], null],
])('%s', (_name, part, tiles, expected) => {
  expect(largeOf(tiles, { ...wish, ...part })?.key ?? null).toBe(expected);
});

test.each([
  ['FILMSTRIP', DESK, 'beside'],
  ['GRID', DESK, 'beside'],
  ['SPEAKER', DESK, 'below'],
  ['FILMSTRIP', PHONE, 'below'],
] as const)('in %s on %o the small ones stand %s the large one', (layout, box, where) => {
  const { shown } = stageOf([...people, me], { ...wish, layout, pinned: 'amara' }, box, 0);
  const [large, ...small] = shown;
  expect(large).toMatchObject({ large: true, x: 0, y: 0, tile: { key: 'amara' } });
  expect(small.length).toBeGreaterThan(0);
  for (const each of small) {
    expect(each.large).toBe(false);
    const isBeside = each.x >= (large?.width ?? 0);
    expect(isBeside ? 'beside' : 'below').toBe(where);
    expect(isBeside || each.y >= (large?.height ?? 0)).toBe(true);
    expect(each.x + each.width).toBeLessThanOrEqual(box.width + 0.01);
    expect(each.y + each.height).toBeLessThanOrEqual(box.height + 0.01);
  }
});

test('on a phone several faces stand below the large one, none too small to be recognised', () => {
  const crowd = [...people, me, ...['noor', 'sam'].map((id) => face(id))];
  const { shown, pages } = stageOf(crowd, { ...wish, layout: 'SPEAKER', speakerId: 'jonas' }, PHONE, 0);
  const small = shown.filter(({ large }) => !large);
  expect(small).toHaveLength(3);
  expect(pages).toBe(2);
  for (const { width, height } of small) {
    expect(width).toBeGreaterThanOrEqual(112);
    expect(height).toBeGreaterThanOrEqual(78);
  }
});

test('what does not fit stands on further pages, each tile on one of them', () => {
  const crowd = Array.from({ length: 60 }, (_, at) => face(`p${String(at)}`));
  const first = stageOf(crowd, wish, { width: 1_300, height: 700 }, 0);
  const second = stageOf(crowd, wish, { width: 1_300, height: 700 }, 1);
  expect([first.pages, first.shown.length, second.shown.length]).toEqual([2, 49, 11]);
  const keys = [...first.shown, ...second.shown].map(({ tile }) => tile.key);
  expect(new Set(keys).size).toBe(60);
});

test.each([
  ['a grid', wish, 49],
  ['a strip', { ...wish, pinned: 'amara' }, 6],
] as const)('however many there are, oneself stands last on the first page of %s', (_name, by, places) => {
  const crowd = [...Array.from({ length: 90 }, (_, at) => face(String(at))), ...people, me];
  const box = { width: 1_300, height: 700 };
  const all = Array.from({ length: stageOf(crowd, by, box, 0).pages }, (_, page) =>
    stageOf(crowd, by, box, page).shown.filter(({ large }) => !large),
  );
  const front = all[0]?.map(({ tile }) => tile.key) ?? [];
  expect(front.at(-1)).toBe('me');
  expect(front[0]).toBe('0');
  expect(front.length).toBeLessThanOrEqual(places);
  const keys = all.flatMap((page) => page.map(({ tile }) => tile.key));
  expect(keys.filter((key) => key === 'me')).toHaveLength(1);
  expect(new Set(keys).size).toBe(by.pinned === null ? 94 : 93);
});

test('a page that is not there any more is the last one', () => {
  expect(stageOf(people, wish, DESK, 7)).toMatchObject({ page: 0, pages: 1 });
});

test('a screen without anybody has the whole stage', () => {
  const { shown } = stageOf([screen], wish, DESK, 0);
  expect(shown).toMatchObject([{ large: true, ...DESK }]);
});

test('who speaks on a further page changes places with whoever was silent the longest', () => {
  const spokeAt = new Map([
    ['a', 5],
    ['b', 3],
    ['c', 9],
  ]);
  expect(broughtForward(['a', 'b', 'c', 'd', 'e'], 'e', 3, spokeAt)).toEqual(['a', 'e', 'c', 'd', 'b']);
});

test('who speaks in front stays there', () => {
  const order = ['a', 'b', 'c'];
  expect(broughtForward(order, 'b', 2, new Map())).toBe(order);
});

test('a speaker who is not there moves nobody', () => {
  const order = ['a', 'b'];
  expect(broughtForward(order, 'x', 1, new Map())).toBe(order);
});

test('who comes stands at the end, who goes leaves the others in their order', () => {
  expect(afterComings(['b', 'a', 'c'], ['a', 'b', 'd'])).toEqual(['b', 'a', 'd']);
  const order = ['b', 'a'];
  expect(afterComings(order, ['a', 'b'])).toBe(order);
});
