import { type Conversation, day } from './script.js';

/** Moving the catalogue to a new system. */
export const librarySystems: Conversation = {
  n: 5,
  kind: 'PROJECT',
  name: 'library-systems',
  topic: 'New catalogue: dry run on Thursday',
  icon: '📚',
  owner: 'viviane',
  moderators: ['priya'],
  members: ['meiling', 'jonas', 'amara', 'yusuf', 'baraka'],
  unread: { jonas: 5 },
  days: [
    day(4, [
      ['09:05', 'viviane', 'First export of the catalogue: 1,214,880 records, 312 of them without a title.'],
      ['09:11', 'meiling', 'What is a book without a title?'],
      [
        '09:13',
        'viviane',
        'Mostly maps. And one shoe.',
        { reactions: { '👞': ['meiling', 'yusuf', 'jonas'], '😄': ['amara'] } },
      ],
      [
        '09:40',
        'priya',
        'The import takes records in packets of 5,000. I get 38 packets with errors, all the same one:\n\n```\nfield 773: subfield w missing (record 88 12 004)\n```',
        { as: 'packets' },
      ],
      [
        '10:02',
        'viviane',
        'Those are chapters of books that were thrown away in 1994. Leave them out.',
        { to: 'packets' },
      ],
      ['10:05', 'priya', 'Gladly.'],
      [
        '15:30',
        'yusuf',
        'The scanners at the desk need a driver for the new system. I have it for Windows, the two old Macs will stay old Macs.',
      ],
    ]),
    day(3, [
      [
        '08:40',
        'baraka',
        'Nairobi has 61,000 volumes and a card index for 4,000 of them. Do the cards come along?',
        { as: 'cards' },
      ],
      [
        '09:10',
        'viviane',
        'Yes! Photograph them, two students can type them over in a month.',
        { to: 'cards' },
      ],
      ['09:12', 'baraka', 'I know two students.'],
      ['11:32', 'jonas', 'Will the reading lists of my courses survive? I have nine.', { as: 'lists' }],
      [
        '11:50',
        'priya',
        'They are moved last, and I keep the old ones for a year.',
        { to: 'lists', reactions: { '🙏': ['jonas'] } },
      ],
      ['14:48', 'meiling', 'Search finds *Seebeck* when I look for *seabed*. Charming but wrong.'],
      ['14:55', 'priya', 'It is too generous with vowels. Turned down from 3 to 1.'],
      ['15:01', 'meiling', 'Now it finds the sea bed.', { reactions: { '🌊': ['priya'] } }],
    ]),
    day(1, [
      [
        '09:20',
        'viviane',
        'Dry run on Thursday: we close the old system for writing at 18:00 and open it again at 07:00, whatever happens.',
      ],
      [
        '09:24',
        'priya',
        'My list for the night:\n\n1. last export, 40 minutes\n2. import, 5 hours\n3. compare counts by campus\n4. look at 200 random records\n5. sleep',
        { as: 'night' },
      ],
      ['09:26', 'yusuf', 'I take 4. I like looking at random records.', { to: 'night' }],
      [
        '09:58',
        'amara',
        'Thank you for doing this at night. There will be breakfast.',
        { reactions: { '🥐': ['priya', 'yusuf', 'viviane'] } },
      ],
    ]),
    day(0, [
      [
        '09:02',
        'viviane',
        'The publisher of the maps has answered: we may keep the scans.',
        { reactions: { '🗺️': ['meiling', 'baraka'] } },
      ],
      [
        '10:44',
        'baraka',
        '1,900 of 4,000 cards are photographed. The students found a love letter between *Geology* and *Geometry*.',
        { reactions: { '❤️': ['viviane', 'meiling', 'amara'] } },
      ],
      ['10:50', 'viviane', 'Catalogue it.'],
      ['11:03', 'priya', 'Comparison of the counts is a script now, it takes 90 seconds.'],
      ['13:30', 'jonas', 'Can the script check reading lists as well?', { as: 'check' }],
      [
        '13:37',
        'priya',
        'It does since two minutes ago. Yours: nine lists, 402 titles, none missing.',
        { to: 'check', reactions: { '🎉': ['jonas'] } },
      ],
    ]),
  ],
};
