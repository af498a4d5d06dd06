import { type Conversation, day } from './script.js';

/** Everything else. */
export const campusChatter: Conversation = {
  n: 8,
  kind: 'PUBLIC',
  name: 'campus-chatter',
  topic: 'Lost gloves, found cats, football',
  icon: '☕',
  owner: 'ana',
  moderators: ['yusuf'],
  members: [
    'amara',
    'wanjiru',
    'elise',
    'jonas',
    'meiling',
    'baraka',
    'priya',
    'viviane',
    'tomas',
    'daniel',
    'grace',
    'zeinab',
  ],
  unread: { wanjiru: 9, viviane: 20, priya: 4, baraka: 2 },
  days: [
    day(5, [
      [
        '12:05',
        'tomas',
        'Lost: one green glove, left hand, between the library and the tram. It misses its sister.',
        { as: 'glove' },
      ],
      [
        '12:31',
        'viviane',
        'A green glove lies at the registry. It looks like a right hand.',
        { to: 'glove' },
      ],
      ['12:33', 'tomas', 'Then there are two of us.', { reactions: { '🧤': ['ana', 'viviane', 'meiling'] } }],
      [
        '14:10',
        'elise',
        'First snow in Montréal! 11 cm on my bicycle.',
        { reactions: { '❄️': ['ana', 'jonas', 'tomas'], '😱': ['grace', 'zeinab', 'daniel'] } },
      ],
      ['14:15', 'zeinab', 'Is it loud?', { as: 'loud' }],
      [
        '14:17',
        'elise',
        'It is the most silent thing there is.',
        { to: 'loud', reactions: { '❤️': ['zeinab', 'wanjiru'] } },
      ],
    ]),
    day(3, [
      ['11:40', 'yusuf', 'Five-a-side on Friday at 17:30 in Edinburgh. We are seven.'],
      ['11:45', 'jonas', 'Eight, if I may stand in the goal and philosophise.'],
      [
        '11:46',
        'yusuf',
        'You may, as long as you do it in the goal.',
        { reactions: { '⚽': ['jonas', 'tomas', 'priya'] } },
      ],
      ['12:02', 'priya', 'Nine.'],
      ['12:50', 'ana', 'Ten! Then we are two teams.'],
      [
        '13:20',
        'baraka',
        'In Nairobi we play on Saturdays at 08:00, before the heat, and without philosophy.',
        { reactions: { '😄': ['jonas', 'yusuf', 'grace'] } },
      ],
    ]),
    day(2, [
      [
        '09:12',
        'meiling',
        'A cat has moved into the geology stairwell. Grey, one white paw, no collar.',
        { as: 'cat' },
      ],
      [
        '09:20',
        'ana',
        'That is Feldspar! She lives at the bakery and studies with us.',
        { to: 'cat', reactions: { '🐈': ['meiling', 'tomas', 'amara', 'elise', 'grace'] } },
      ],
      ['09:25', 'amara', 'Has she enrolled?'],
      [
        '09:26',
        'viviane',
        'The fee is one mouse a term.',
        { reactions: { '😄': ['amara', 'meiling', 'ana', 'tomas', 'jonas'] } },
      ],
      ['10:30', 'meiling', 'Feldspar attends the 11:00 lecture. She slept through sedimentary rocks.'],
    ]),
    day(1, [
      [
        '16:40',
        'yusuf',
        'Result of the football: 9 to 8. Nobody knows for whom.',
        { reactions: { '⚽': ['ana', 'tomas', 'priya'] } },
      ],
      ['16:44', 'jonas', 'For the goal.', { deleted: true }],
    ]),
    day(0, [
      [
        '08:05',
        'grace',
        'Sunrise over the hill today was unfair to everybody who slept.',
        { reactions: { '🌅': ['zeinab', 'daniel', 'wanjiru', 'elise'] } },
      ],
      ['11:52', 'tomas', 'Soup of the day is called “soup of the day”. I have questions.'],
      ['11:55', 'ana', 'It is orange. That is all we know.', { reactions: { '🥕': ['tomas', 'meiling'] } }],
      ['12:20', 'jonas', 'It is yesterday’s, with courage.'],
      [
        '12:48',
        'amara',
        'I had it. I would say pumpkin, and I would say twice.',
        { reactions: { '😄': ['ana', 'tomas', 'jonas', 'viviane'] } },
      ],
      ['13:30', 'elise', 'We have pancakes. I only mention it.'],
    ]),
  ],
};
