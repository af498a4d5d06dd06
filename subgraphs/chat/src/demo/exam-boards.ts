import { type Conversation, day } from './script.js';

/** Marks, dates and exceptions of the winter boards. */
export const examBoards: Conversation = {
  n: 2,
  kind: 'PROJECT',
  name: 'exam-boards',
  topic: 'Winter boards: marks in by the 4th, boards from the 9th',
  icon: '📋',
  owner: 'viviane',
  moderators: ['amara'],
  members: ['jonas', 'meiling', 'wanjiru', 'elise'],
  unread: { amara: 7, jonas: 2, wanjiru: 4 },
  days: [
    day(5, [
      [
        '09:02',
        'viviane',
        'Welcome to the winter boards. The calendar is the same as last year, one week later:\n\n| What | When |\n|---|---|\n| Marks in | Fri 4 Dec |\n| Second marking done | Mon 7 Dec |\n| Boards | 9–11 Dec |\n| Results out | Mon 14 Dec, 09:00 |',
        { as: 'dates', reactions: { '👍': ['amara', 'jonas', 'meiling', 'wanjiru', 'elise'] } },
      ],
      ['09:18', 'jonas', 'Second marking over a weekend again?', { to: 'dates' }],
      [
        '09:22',
        'viviane',
        'Only what comes in on the Friday. Whoever hands in by Wednesday gets it back on Friday.',
      ],
      ['09:30', 'meiling', 'Then I will hand in by Wednesday.', { reactions: { '👏': ['viviane'] } }],
      ['10:41', 'wanjiru', 'Nairobi marks on paper for two courses. We scan them on the 2nd.'],
      ['14:12', 'elise', 'Montréal has a holiday on the 8th. Our board would have to be on the 10th.'],
      ['14:20', 'viviane', 'The 10th at 14:00 your 09:00 is free. Taken.'],
    ]),
    day(4, [
      [
        '08:58',
        'amara',
        'The external for BIO-204 has withdrawn, she has broken her leg. Any ideas who could step in?',
        { as: 'leg' },
      ],
      ['09:07', 'meiling', 'Poor woman. What about Henk in Utrecht, he did it two years ago.', { to: 'leg' }],
      ['09:09', 'amara', 'Good thought. I will call him.'],
      [
        '11:50',
        'amara',
        'Henk says yes, if he may join remotely.',
        { reactions: { '🎉': ['meiling', 'viviane', 'jonas'] } },
      ],
      ['11:52', 'jonas', 'He may. The guidelines allow it now.'],
    ]),
    day(3, [
      [
        '10:03',
        'viviane',
        'Extenuating circumstances: 14 requests so far, 9 with papers. I need one person from each programme for Thursday, 30 minutes.',
      ],
      ['10:11', 'jonas', 'Teaching: me.'],
      ['10:40', 'wanjiru', 'Nairobi: me, from 12:00 your time.'],
      ['13:48', 'elise', 'Montréal: me, but not before 14:00 your time.'],
      [
        '13:55',
        'viviane',
        '14:15 then. Thank you, that was quick.',
        { reactions: { '🙌': ['wanjiru', 'elise'] } },
      ],
      [
        '15:31',
        'meiling',
        'Does the new rounding rule hold for this board or for the summer?',
        { as: 'rounding' },
      ],
      [
        '15:36',
        'viviane',
        'For this one. 0.5 is rounded up at the level of the course, never at the level of a paper.',
        { to: 'rounding', edited: true },
      ],
    ]),
    day(1, [
      [
        '09:12',
        'viviane',
        'After the meeting on circumstances: 11 granted, 2 refused, 1 waits for a letter from a hospital.',
      ],
      ['09:45', 'amara', 'Thank you for the careful papers. It made the decisions easy, even the sad ones.'],
      [
        '10:05',
        'jonas',
        'BIO-110 is marked. 212 scripts, I never want to see a cell wall again.',
        { reactions: { '😄': ['amara', 'meiling', 'viviane'], '💪': ['wanjiru'] } },
      ],
      ['10:08', 'meiling', 'GEO-310 on Monday.'],
      ['16:02', 'elise', 'Ours are in, all three courses.'],
    ]),
    day(0, [
      [
        '09:20',
        'viviane',
        '@{amara} BIO-204 has two versions of question 6. Which one was in the hall?',
        { as: 'question6' },
      ],
      ['09:41', 'jonas', 'The one with the plasmid. I was there.', { to: 'question6' }],
      [
        '10:26',
        'viviane',
        'Then 31 scripts were marked with the wrong key. @{amara} do you want them marked again or the question left out?',
      ],
      [
        '10:34',
        'meiling',
        'I would mark again, it is one page each. I can do half of them.',
        { reactions: { '🙏': ['viviane'] } },
      ],
      ['11:15', 'jonas', 'I take the other half, my plasmids are fresh.'],
      ['12:55', 'wanjiru', 'In Nairobi nobody had the second version, I checked the box.'],
      ['13:44', 'viviane', '@{amara} both halves are on your desk, I only need a yes by Wednesday.'],
    ]),
  ],
};
