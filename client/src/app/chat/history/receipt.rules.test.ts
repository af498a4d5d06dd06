import { expect, test } from 'vitest';
import { receiptOf } from './receipt.rules';

const positions = [
  { userId: 'user_me', name: 'Amara', seq: 9 },
  { userId: 'user_a', name: 'Jonas', seq: 5 },
  { userId: 'user_b', name: 'Élise', seq: 3 },
];

test.each([
  [3, { state: 'read', readers: ['Jonas', 'Élise'], everyone: true }],
  [4, { state: 'read', readers: ['Jonas'], everyone: false }],
  [6, { state: 'kept', readers: [], everyone: false }],
])('message %i', (seq, receipt) => {
  expect(receiptOf(seq, positions, 'user_me')).toEqual(receipt);
});

test('nobody else to read it', () => {
  expect(receiptOf(1, [{ userId: 'user_me', name: 'Amara', seq: 9 }], 'user_me')).toEqual({
    state: 'kept',
    readers: [],
    everyone: false,
  });
});
