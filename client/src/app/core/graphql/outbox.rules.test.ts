import { expect, test } from 'vitest';
import { type OutboxItem, afterRefusal, inOrder, isStale, nextOrder, nextPerChannel } from './outbox.rules';

const written = '2026-11-17T12:00:00Z';

function anItem(order: number, channelId: string, state: OutboxItem['state'] = 'waiting'): OutboxItem {
  const key = `key-${order}`;
  const input = { channelId, text: `text ${order}`, key };
  return {
    key,
    userId: 'user',
    channelId,
    kind: 'sendMessage',
    input,
    order,
    queuedAt: written,
    state,
    afterSeq: 0,
    attempted: false,
  };
}

const orders = (items: Iterable<OutboxItem>): number[] => [...items].map(({ order }) => order);

test('items keep the order in which they were written', () => {
  expect(orders(inOrder([anItem(3, 'a'), anItem(1, 'a'), anItem(2, 'b')]))).toEqual([1, 2, 3]);
});

test('what is written next stands last, though the clock was set back', () => {
  expect(nextOrder([anItem(500, 'a')], 400)).toBe(501);
  expect(nextOrder([anItem(500, 'a')], 600)).toBe(600);
});

test('each channel sends its oldest waiting item, independent of the others', () => {
  const items = [anItem(4, 'b'), anItem(2, 'a'), anItem(1, 'a'), anItem(3, 'b')];
  expect(orders(nextPerChannel(items).values())).toEqual([1, 3]);
});

test('an item that failed holds up nobody', () => {
  expect(orders(nextPerChannel([anItem(1, 'a', 'failed'), anItem(2, 'a')]).values())).toEqual([2]);
});

test('an item that was answered is not sent again', () => {
  expect(nextPerChannel([anItem(1, 'a', 'sent')]).size).toBe(0);
});

test('only what became a message is ever forgotten by itself, and not before a day', () => {
  const later = Date.parse(written) + 25 * 3_600_000;
  expect(isStale(anItem(1, 'a', 'sent'), later)).toBe(true);
  expect(isStale(anItem(1, 'a', 'sent'), Date.parse(written) + 60_000)).toBe(false);
  expect(isStale(anItem(1, 'a', 'failed'), later)).toBe(false);
  expect(isStale(anItem(1, 'a'), later)).toBe(false);
});

test.each([
  [[], 'again'],
  [['UNAVAILABLE'], 'again'],
  [['RATE_LIMITED'], 'again'],
  [['INVALID'], 'failed'],
  [['FORBIDDEN'], 'failed'],
  [['NOT_FOUND'], 'failed'],
  [['CONFLICT'], 'failed'],
] as const)('an answer with %j means %s', (codes, step) => {
  expect(afterRefusal(codes)).toBe(step);
});
