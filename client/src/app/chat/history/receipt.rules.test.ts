import { expect, test } from 'vitest';
import { furthest, receiptOf } from './receipt.rules';

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

test('who reads in two places has read what they read in either', () => {
  const elsewhere = [
    { userId: 'user_a', name: 'Jonas', seq: 7 },
    { userId: 'user_b', name: 'Élise', seq: 1 },
    { userId: 'user_c', name: 'Wei', seq: 2 },
  ];
  expect(furthest(positions, elsewhere).map(({ userId, seq }) => [userId, seq])).toEqual([
    ['user_me', 9],
    ['user_a', 7],
    ['user_b', 3],
    ['user_c', 2],
  ]);
});

test('nobody else to read it', () => {
  expect(receiptOf(1, [{ userId: 'user_me', name: 'Amara', seq: 9 }], 'user_me')).toEqual({
    state: 'kept',
    readers: [],
    everyone: false,
  });
});
