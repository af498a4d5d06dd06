import { describe, expect, test } from 'vitest';
import { badgeCount, channelIcon, endSlot, sectionsOf, type ListedChannel } from './sidebar.rules';

function entry(
  name: string,
  over: Partial<ListedChannel> & { kind?: string; archivedAt?: string } = {},
): ListedChannel {
  const { kind = 'PUBLIC', archivedAt = null, ...rest } = over;
  return { unreadCount: 0, mentionCount: 0, channel: { id: name, kind, name, archivedAt }, ...rest };
}

const names = (entries: readonly ListedChannel[]): string[] => entries.map((each) => each.channel.name);

describe('sectionsOf', () => {
  const entries = [
    entry('room 10'),
    entry('exam-boards', { kind: 'GROUP', unreadCount: 2 }),
    entry('room 9'),
    entry('closed', { archivedAt: '2026-11-01T00:00:00Z' }),
    entry('Jonas', { kind: 'DIRECT', lastMessage: { sentAt: '2026-11-17T10:00:00Z' } }),
    entry('Élise', { kind: 'DIRECT', unreadCount: 1, lastMessage: { sentAt: '2026-11-17T12:00:00Z' } }),
    entry('Baraka', { kind: 'DIRECT' }),
  ];

  test('channels stand by name, people by who spoke last, archived ones nowhere', () => {
    const { channels, people } = sectionsOf(entries, { unreadOnly: false, openId: null, locale: 'en' });
    expect(names(channels)).toEqual(['exam-boards', 'room 9', 'room 10']);
    expect(names(people)).toEqual(['Élise', 'Jonas', 'Baraka']);
  });

  test('the unread filter keeps the channel on screen', () => {
    const { channels, people } = sectionsOf(entries, { unreadOnly: true, openId: 'closed', locale: 'en' });
    expect(names(channels)).toEqual(['closed', 'exam-boards']);
    expect(names(people)).toEqual(['Élise']);
  });
});

describe('what the viewer arranged', () => {
  const all = { unreadOnly: false, openId: null, locale: 'en' };

  test('favourites stand first, own headings in the order of the alphabet, each conversation once', () => {
    const sections = sectionsOf(
      [
        entry('zebra', { favorite: true, section: 'Exams' }),
        entry('amber', { favorite: true }),
        entry('boards', { section: 'Exams' }),
        entry('Jonas', { kind: 'DIRECT', section: 'Campus' }),
        entry('loose'),
      ],
      all,
    );
    expect(names(sections.favorites)).toEqual(['amber', 'zebra']);
    expect(sections.own.map(({ name, entries }) => [name, names(entries)])).toEqual([
      ['Campus', ['Jonas']],
      ['Exams', ['boards']],
    ]);
    expect([names(sections.channels), names(sections.people)]).toEqual([['loose'], []]);
  });

  test('what is hidden stays out until something in it asks for the viewer, or it is on screen', () => {
    const entries = [
      entry('quiet', { hidden: true }),
      entry('chatty', { hidden: true, unreadCount: 5 }),
      entry('asks', { hidden: true, mentionCount: 1, unreadCount: 1 }),
      entry('Jonas', { hidden: true, kind: 'DIRECT', unreadCount: 1 }),
      entry('open', { hidden: true }),
    ];
    const sections = sectionsOf(entries, { ...all, openId: 'open' });
    expect(names(sections.channels)).toEqual(['asks', 'open']);
    expect(names(sections.people)).toEqual(['Jonas']);
    expect(names(sections.hidden)).toEqual(['chatty', 'quiet']);
  });

  test('the chat of a meeting stands there while something in it is unread, or where the viewer put it', () => {
    const sections = sectionsOf(
      [
        entry('Seminar', { kind: 'MEETING' }),
        entry('Viva', { kind: 'MEETING', unreadCount: 1 }),
        entry('Board', { kind: 'MEETING', favorite: true }),
        entry('Weekly', { kind: 'MEETING', section: 'Exams' }),
      ],
      all,
    );
    expect(names(sections.channels)).toEqual(['Viva']);
    expect(names(sections.favorites)).toEqual(['Board']);
    expect(sections.own.map(({ entries }) => names(entries))).toEqual([['Weekly']]);
    expect(names(sections.hidden)).toEqual(['Seminar']);
  });
});

test.each([
  [{ kind: 'PUBLIC', postingRole: 'MEMBER' }, 'hash'],
  [{ kind: 'PUBLIC', postingRole: 'MODERATOR' }, 'megaphone-simple'],
  [{ kind: 'GROUP' }, 'lock-simple'],
  [{ kind: 'DEPARTMENT' }, 'buildings'],
  [{ kind: 'SUPPORT' }, 'lifebuoy'],
  [{ kind: 'MEETING' }, 'video-camera'],
])('%j has its icon', (channel, icon) => {
  expect(channelIcon(channel)).toBe(icon);
});

describe('endSlot', () => {
  const about = { hasDraft: true, isOpen: false, elsewhere: true };
  test.each([
    ['a mention before all', entry('a', { mentionCount: 1, unreadCount: 3 }), about, 'mention'],
    ['a draft before unread', entry('a', { unreadCount: 3 }), about, 'draft'],
    ['no draft of the open channel', entry('a', { unreadCount: 3 }), { ...about, isOpen: true }, 'unread'],
    [
      'a count for people',
      entry('a', { kind: 'DIRECT', unreadCount: 3 }),
      { ...about, hasDraft: false },
      'mention',
    ],
    ['their hour', entry('a', { kind: 'DIRECT' }), { ...about, hasDraft: false }, 'time'],
    [
      'that it is silent',
      { ...entry('a', { unreadCount: 3, mentionCount: 1 }), silent: true },
      { ...about, hasDraft: false },
      'muted',
    ],
    ['nothing', entry('a'), { hasDraft: false, isOpen: false, elsewhere: false }, 'none'],
  ] as const)('%s', (_what, row, state, slot) => {
    expect(endSlot(row, state)).toBe(slot);
  });
});

test('what waits counts mentions, and every message of a person', () => {
  const entries = [
    entry('a', { unreadCount: 9, mentionCount: 2 }),
    entry('b', { kind: 'DIRECT', unreadCount: 3 }),
    entry('c', { unreadCount: 1 }),
  ];
  expect(entries.map(badgeCount)).toEqual([2, 3, 0]);
});
