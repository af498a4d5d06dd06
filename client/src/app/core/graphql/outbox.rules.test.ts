import { expect, test } from 'vitest';
import { type OutboxItem, afterRefusal, inOrder, nextPerChannel } from './outbox.rules';

function anItem(order: number, channelId: string, state: OutboxItem['state'] = 'waiting'): OutboxItem {
  const key = `key-${order}`;
  const input = { channelId, text: `text ${order}`, key };
  return { key, userId: 'user', channelId, kind: 'sendMessage', input, order, queuedAt: '', state };
}

test('items keep the order in which they were written', () => {
  expect(inOrder([anItem(3, 'a'), anItem(1, 'a'), anItem(2, 'b')]).map(({ order }) => order)).toEqual([
    1, 2, 3,
  ]);
});

test('each channel sends its oldest waiting item, independent of the others', () => {
  const items = [anItem(4, 'b'), anItem(2, 'a'), anItem(1, 'a'), anItem(3, 'b')];
  expect(nextPerChannel(items).map(({ order }) => order)).toEqual([1, 3]);
});

test('an item that failed holds up nobody', () => {
  expect(nextPerChannel([anItem(1, 'a', 'failed'), anItem(2, 'a')]).map(({ order }) => order)).toEqual([2]);
});

test('an item that was answered is not sent again', () => {
  expect(nextPerChannel([anItem(1, 'a', 'sent')])).toEqual([]);
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
