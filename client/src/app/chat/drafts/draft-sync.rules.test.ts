import { expect, test } from 'vitest';
import { saidOf, serverPlace, stepAt } from './draft-sync.rules';

const draft = (said: string, synced: string | null, id: string | null = 'draft_1') => ({
  ...{ said, synced, id },
  ...{ text: said, attachments: [] },
});
const synced = draft('Dear', 'Dear');
const typed = draft('Dear all', 'Dear');

test.each([
  ['both have nothing', null, null, 'none'],
  ['both have the same', synced, 'Dear', 'none'],
  ['another device went on', synced, 'Dear colleagues', 'take'],
  ['another device sent or discarded it', synced, null, 'drop'],
  ['another device began', null, 'Hello', 'take'],
  ['something was typed here meanwhile', typed, 'Dear', 'push'],
  ['something was typed here and there', typed, 'Dear colleagues', 'push'],
  ['it was discarded there while it was typed here', typed, null, 'push'],
  ['it was never kept', draft('New', null, null), null, 'push'],
  ['the same was typed in both places', typed, 'Dear all', 'none'],
] as const)('%s', (_what, local, server, step) => {
  expect(stepAt(local, server)).toBe(step);
});

test('a channel and a thread of it have a place on the server, anything else has none', () => {
  expect(serverPlace('channel_1', null)).toEqual({ channelId: 'channel_1', threadId: null });
  expect(serverPlace('thread_2', 'channel_1')).toEqual({ channelId: 'channel_1', threadId: 'thread_2' });
  expect(serverPlace('message_3', 'channel_1')).toBeNull();
  expect(serverPlace('thread_2', null)).toBeNull();
});

test('files count as the words do: which, in what order, and what is written under them', () => {
  const [lake, map] = [{ fileId: 'file_1', caption: null }, { fileId: 'file_2' }];
  expect(saidOf('Dear', [])).toBe('Dear');
  const said = [[lake], [map], [lake, map], [map, lake], [{ ...lake, caption: 'The lake' }]].map((files) =>
    saidOf('Dear', files),
  );
  expect(new Set(said).size).toBe(said.length);
  expect(saidOf('Dear', [map])).toBe(saidOf('Dear', [{ ...map, caption: null, role: 'INLINE' }]));
});
