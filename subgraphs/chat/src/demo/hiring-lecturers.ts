import { type Conversation, day } from './script.js';

/** A closed circle: two posts, five people who decide. */
export const hiringLecturers: Conversation = {
  n: 6,
  kind: 'GROUP',
  name: 'hiring-lecturers',
  topic: 'Two posts in earth sciences. Confidential.',
  icon: '🤝',
  owner: 'amara',
  members: ['jonas', 'meiling', 'wanjiru', 'elise'],
  unread: { meiling: 2 },
  days: [
    day(6, [
      [
        '09:30',
        'amara',
        'We have 64 applications for the two posts. Each of us reads 26, every file is read twice. The split is in the table I sent.',
      ],
      ['09:41', 'jonas', 'Done by when?'],
      ['09:42', 'amara', 'Monday noon, then a long list of twelve.'],
      [
        '10:20',
        'wanjiru',
        'I know number 17, she was my student. Please give that file to somebody else.',
        { reactions: { '👍': ['amara'] } },
      ],
      ['10:24', 'amara', 'Thank you for saying so. It goes to Élise.'],
    ]),
    day(4, [
      ['11:58', 'meiling', 'My 26 are read. Five are strong, two are extraordinary.'],
      [
        '12:00',
        'jonas',
        'I have four. One application is a poem. It is not one of the four.',
        { reactions: { '😄': ['meiling', 'wanjiru', 'amara'] } },
      ],
      [
        '14:40',
        'elise',
        'Six on my side. I was generous on publications where people have small children, we said we would be.',
        { reactions: { '❤️': ['amara', 'meiling'] } },
      ],
      ['14:52', 'amara', 'That is what we said.'],
    ]),
    day(3, [
      [
        '10:15',
        'amara',
        'Long list of twelve is in the folder. References are asked for today.',
        { as: 'long' },
      ],
      [
        '10:40',
        'wanjiru',
        'Could the teaching sample be in the evening for one of them? She is in Fiji.',
        { to: 'long' },
      ],
      ['10:44', 'amara', 'Of course. 20:00 there is 08:00 here.', { edited: true }],
      ['10:47', 'jonas', 'I will bring coffee.'],
    ]),
    day(1, [
      [
        '09:33',
        'elise',
        'Ten of twelve references are here. Both that are missing are from the same professor.',
      ],
      ['09:36', 'meiling', 'I can guess who.'],
      ['09:37', 'amara', 'So can I. I will telephone.', { reactions: { '📞': ['elise'] } }],
      [
        '15:12',
        'amara',
        'He dictated both to me. They were very good.',
        { reactions: { '👏': ['elise', 'meiling', 'jonas'] } },
      ],
    ]),
    day(0, [
      [
        '10:02',
        'amara',
        'Short list on Friday at 14:00, all three campuses. Please bring your five names and nothing else.',
      ],
      ['10:31', 'wanjiru', '17:00 here, I will be on my balcony with a good line.'],
      ['13:33', 'elise', '09:00 here, I will be on my second coffee.'],
      ['13:41', 'jonas', 'Are we allowed to change our minds while the others speak?'],
      [
        '13:47',
        'amara',
        'I would be disappointed if nobody did.',
        { reactions: { '❤️': ['wanjiru', 'elise'] } },
      ],
    ]),
  ],
};
