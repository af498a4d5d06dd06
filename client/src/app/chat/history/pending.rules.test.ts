import { expect, test } from 'vitest';
import type { OutboxItem } from '../../core/graphql/outbox.rules';
import { withPending } from './pending.rules';

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
    afterSeq: 4,
    attempted: false,
    ...over,
  };
}

function message(seq: number, author = me, kind = 'TEXT') {
  return { id: `message_${seq}`, seq, kind, author: { id: author } };
}

function shown(messages: ReturnType<typeof message>[], items: OutboxItem[]) {
  const { messages: visible, pending, settled } = withPending(messages, items, me);
  return { seqs: visible.map(({ seq }) => seq), pending: pending.map(({ key }) => key), settled };
}

test('what waits is shown below the messages', () => {
  expect(shown([message(4)], [item('a')])).toEqual({ seqs: [4], pending: ['a'], settled: [] });
});

test('a message that arrives before the answer stays back, and is shown when the answer names it', () => {
  const messages = [message(4), message(5)];
  expect(shown(messages, [item('a', { attempted: true })])).toEqual({
    seqs: [4],
    pending: ['a'],
    settled: [],
  });
  const answered = item('a', { state: 'sent', attempted: true, messageId: 'message_5' });
  expect(shown(messages, [answered])).toEqual({ seqs: [4, 5], pending: [], settled: ['a'] });
});

test('an answer that arrives before the message leaves what was written in its place', () => {
  const answered = item('a', { state: 'sent', attempted: true, messageId: 'message_5' });
  expect(shown([message(4)], [answered])).toEqual({ seqs: [4], pending: ['a'], settled: [] });
});

test('of two equal texts each is matched with its own message', () => {
  const first = item('a', { state: 'sent', attempted: true, messageId: 'message_5' });
  const second = item('b', { attempted: true, order: 2 });
  expect(shown([message(5), message(6)], [first, second])).toEqual({
    seqs: [5],
    pending: ['b'],
    settled: ['a'],
  });
});

test('what never went out holds back nothing that was written on another device', () => {
  expect(shown([message(5)], [item('a')]).seqs).toEqual([5]);
});

test('messages from before, of others and of the system never stay back', () => {
  const others = [message(3), message(5, 'user_other'), message(6, me, 'SYSTEM')];
  expect(shown(others, [item('a', { attempted: true })]).seqs).toEqual([3, 5, 6]);
});

test('what failed stays until somebody decides, and holds back nothing', () => {
  const failed = item('a', { state: 'failed', attempted: true });
  expect(shown([message(5)], [failed])).toEqual({ seqs: [5], pending: ['a'], settled: [] });
});
