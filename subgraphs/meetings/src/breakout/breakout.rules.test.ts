import { expect, test } from 'vitest';
import { checkGrace, checkLine, checkPlan, closingAfter } from './breakout.rules.js';

const room = (title: string, ...userIds: string[]) => ({ title, userIds });
const now = new Date('2026-11-22T10:00:00Z');

test('a plan has rooms with titles, and everybody in one of them', () => {
  expect(checkPlan([room(' Left ', 'user_1'), room('Right', 'user_2')])).toEqual([
    room('Left', 'user_1'),
    room('Right', 'user_2'),
  ]);
});

test.each([
  ['no rooms', [], 'Plan 1 to 50'],
  ['too many', Array.from({ length: 51 }, (_, n) => room(String(n))), 'Plan 1 to 50'],
  ['a room without a title', [room(' ')], 'Give it a title'],
  ['somebody in two rooms', [room('Left', 'user_1'), room('Right', 'user_1')], 'one room only'],
  ['somebody twice in one', [room('Left', 'user_1', 'user_1')], 'one room only'],
])('%s is no plan', (_name, rooms, sentence) => {
  expect(() => checkPlan(rooms)).toThrow(sentence);
});

test('rooms close by themselves after their minutes, or when a host closes them', () => {
  expect(closingAfter(10, now)).toEqual(new Date('2026-11-22T10:10:00Z'));
  expect(closingAfter(null, now)).toBeNull();
  expect(() => closingAfter(0, now)).toThrow('Between 1 and 240');
  expect(() => closingAfter(241, now)).toThrow('Between 1 and 240');
  expect([checkGrace(null), checkGrace(15)]).toEqual([0, 15]);
  expect(() => checkGrace(301)).toThrow('Between 0 and 300');
});

test('a line for everybody is one line', () => {
  expect(checkLine(' Two more minutes ')).toBe('Two more minutes');
  expect(() => checkLine('')).toThrow('Write what');
  expect(() => checkLine('a\nb')).toThrow('plain text');
  expect(() => checkLine('x'.repeat(301))).toThrow('At most 300');
});
