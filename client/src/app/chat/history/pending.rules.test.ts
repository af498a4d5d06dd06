import { expect, test } from 'vitest';
import type { OutboxItem } from '../../core/graphql/outbox.rules';
import { stillPending } from './pending.rules';

const me = 'user_me';

function item(key: string, over: Partial<OutboxItem> = {}): OutboxItem {
  return {
    key,
    userId: me,
    channelId: 'channel_1',
    kind: 'sendMessage',
    input: { channelId: 'channel_1', text: 'yes', key },
    order: 1,
    queuedAt: '2026-11-17T12:00:00Z',
    state: 'waiting',
    ...over,
  };
}

const arrived = { id: 'message_1', text: 'yes', sentAt: '2026-11-17T12:00:01Z', author: { id: me } };

test('what waits is shown until its message arrives', () => {
  expect(stillPending([item('a')], [], me)).toHaveLength(1);
  expect(stillPending([item('a')], [arrived], me)).toEqual([]);
});

test('one message stands for one of two equal texts', () => {
  expect(stillPending([item('a'), item('b')], [arrived], me).map(({ key }) => key)).toEqual(['b']);
});

test('an older message with the same words, and one of somebody else, stand for nothing', () => {
  const older = { ...arrived, sentAt: '2026-11-17T11:00:00Z' };
  const theirs = { ...arrived, author: { id: 'user_other' } };
  expect(stillPending([item('a')], [older, theirs], me)).toHaveLength(1);
});

test('what was answered is known by its id, and its message stands for nothing else', () => {
  const answered = item('a', { state: 'sent', messageId: 'message_1' });
  expect(stillPending([answered, item('b')], [arrived], me).map(({ key }) => key)).toEqual(['b']);
});

test('what failed stays until somebody decides', () => {
  expect(stillPending([item('a', { state: 'failed' })], [arrived], me)).toHaveLength(1);
});
