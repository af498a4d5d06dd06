import { expect, test } from 'vitest';
import type { ChannelEvent } from '../channel/channel-events.rules';
import { afterThreadReading } from './thread-reading.rules';

type Thread = Parameters<typeof afterThreadReading>[0];
type User = NonNullable<NonNullable<Thread['readPositions']>[number]['user']>;

const jonas: User = { __typename: 'User', id: 'user_a' };
const lena: User = { __typename: 'User', id: 'user_b' };
const at = (user: User, lastReadSeq: number) => ({ __typename: 'ReadPosition' as const, user, lastReadSeq });
const thread: Thread = { id: 'thread_1', readPositions: [at(jonas, 5)] };

const moved = (user: User, seq: number, threadId: string | null = 'thread_1'): ChannelEvent => ({
  ...{ __typename: 'ReadMoved', cursor: '', at: '2026-11-22T10:00:00Z' },
  ...{ user, threadId, seq },
});

test('who reads on in the thread is further, who is new to it is there too', () => {
  expect(afterThreadReading(thread, moved(jonas, 7))).toEqual([at(jonas, 7)]);
  expect(afterThreadReading(thread, moved(lena, 2))).toEqual([at(jonas, 5), at(lena, 2)]);
});

test.each([
  ['what is known already', moved(jonas, 5)],
  ['the channel itself', moved(jonas, 9, null)],
  ['another thread', moved(jonas, 9, 'thread_2')],
])('%s changes nothing', (_what, event) => {
  expect(afterThreadReading(thread, event)).toBe(thread.readPositions);
});

test('where it is not shown it stays so', () => {
  expect(afterThreadReading({ ...thread, readPositions: null }, moved(jonas, 9))).toBeNull();
});
