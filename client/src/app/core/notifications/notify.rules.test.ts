import { describe, expect, test } from 'vitest';
import { type Tellable, badgeOf, forViewer, isNews, isQuiet, isSilent, isThreadNews } from './notify.rules';

const NOW = new Date('2026-11-20T12:00:00Z');
const anEntry = (more: Partial<Tellable> = {}): Tellable => ({
  level: 'MENTIONS',
  mutedUntil: null,
  unreadCount: 3,
  mentionCount: 1,
  channel: { id: 'channel_1', kind: 'GROUP' },
  lastMessage: { id: 'message_1' },
  ...more,
});
const direct = { channel: { id: 'channel_2', kind: 'DIRECT' }, level: 'ALL' };

describe('what the badge counts', () => {
  test.each([
    ['mentions of a channel', anEntry(), 1],
    ['mentions of a channel that tells everything', anEntry({ level: 'ALL' }), 1],
    ['every message of somebody', anEntry(direct), 3],
    ['mentions alone of somebody who is told less of', anEntry({ ...direct, level: 'MENTIONS' }), 1],
    ['nothing of a silent channel', anEntry({ level: 'NOTHING' }), 0],
    ['nothing until it may speak again', anEntry({ ...direct, mutedUntil: '2026-11-20T12:00:01Z' }), 0],
    ['all again after that', anEntry({ ...direct, mutedUntil: '2026-11-20T12:00:00Z' }), 3],
  ])('%s', (_what, entry, expected) => {
    expect(forViewer(entry, NOW)).toBe(expected);
  });

  test('it says apart what is for the viewer and that something else is new', () => {
    expect(badgeOf([anEntry(), anEntry(direct)], NOW)).toEqual({ count: 4, any: true });
    expect(badgeOf([anEntry({ mentionCount: 0 })], NOW)).toEqual({ count: 0, any: true });
    expect(badgeOf([anEntry({ level: 'NOTHING' })], NOW)).toEqual({ count: 0, any: false });
  });
});

describe('what is knocked for', () => {
  const before = anEntry({ unreadCount: 0, mentionCount: 0, lastMessage: { id: 'message_0' } });
  test.each([
    ['a mention', before, anEntry({ unreadCount: 1 }), true],
    ['a message where mentions are wanted', before, anEntry({ unreadCount: 1, mentionCount: 0 }), false],
    [
      'a message where all are wanted',
      before,
      anEntry({ level: 'ALL', unreadCount: 1, mentionCount: 0 }),
      true,
    ],
    ['a message of somebody', before, anEntry({ ...direct, unreadCount: 1, mentionCount: 0 }), true],
    ['a mention in a silent channel', before, anEntry({ level: 'NOTHING' }), false],
    ['a message marked unread', anEntry({ unreadCount: 0, mentionCount: 0 }), anEntry(), false],
    [
      'reading on',
      anEntry({ unreadCount: 5, lastMessage: { id: 'message_0' } }),
      anEntry({ level: 'ALL' }),
      false,
    ],
    ['what was there at first', undefined, anEntry(), false],
  ])('%s', (_what, was, is, expected) => {
    expect(isNews(was, is, NOW)).toBe(expected);
  });
});

test('a channel is silent by its level, and for a while', () => {
  expect(isSilent(anEntry(), NOW)).toBe(false);
  expect(isSilent(anEntry({ level: 'NOTHING' }), NOW)).toBe(true);
  expect(isSilent(anEntry({ mutedUntil: '2026-11-20T13:00:00Z' }), NOW)).toBe(true);
});

test('a quiet night reaches into the next day, by the clock where one is', () => {
  const night = [{ day: 5, startsAt: '22:00', endsAt: '06:00' }];
  expect(isQuiet(night, 'UTC', new Date('2026-11-20T21:59:00Z'))).toBe(false);
  expect(isQuiet(night, 'UTC', new Date('2026-11-21T05:59:00Z'))).toBe(true);
  expect(isQuiet(night, 'Africa/Nairobi', new Date('2026-11-20T19:00:00Z'))).toBe(true);
});

describe('in a thread is knocked for', () => {
  const was = {
    level: 'ALL',
    unreadCount: 1,
    mentionCount: 0,
    thread: { lastMessageAt: '2026-11-20T11:59:00Z' },
  };
  const answered = { ...was, unreadCount: 2, thread: { lastMessageAt: '2026-11-20T11:59:30Z' } };
  test.each([
    ['an answer', was, answered, true],
    ['the first answer that is heard of', undefined, answered, true],
    ['what waited long before it was heard of', undefined, was, false],
    ['what was marked unread', was, { ...was, unreadCount: 3 }, false],
    ['reading on', answered, { ...answered, unreadCount: 1 }, false],
    ['an answer where mentions are wanted', was, { ...answered, level: 'MENTIONS' }, false],
    ['a mention', was, { ...answered, level: 'MENTIONS', mentionCount: 1 }, true],
    ['anything in a silent thread', was, { ...answered, level: 'NOTHING', mentionCount: 1 }, false],
    ['an answer before it may speak again', was, { ...answered, mutedUntil: '2026-11-20T12:00:02Z' }, false],
    ['an answer after that', was, { ...answered, mutedUntil: '2026-11-20T12:00:01Z' }, true],
  ])('%s: %#', (_what, before, after, expected) => {
    expect(isThreadNews(before, after, new Date('2026-11-20T12:00:01Z'))).toBe(expected);
  });
});
