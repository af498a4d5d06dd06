import { type Conversation, day } from './script.js';

/** News for everybody; only a few may write. */
export const announcements: Conversation = {
  n: 4,
  kind: 'PUBLIC',
  name: 'announcements',
  topic: 'News for everybody at Northgate',
  icon: '📣',
  postingRole: 'MODERATOR',
  owner: 'priya',
  moderators: ['amara', 'wanjiru', 'viviane'],
  members: ['elise', 'jonas', 'meiling', 'baraka', 'yusuf', 'tomas', 'ana', 'daniel', 'grace', 'zeinab'],
  unread: { amara: 1, tomas: 2, jonas: 1, elise: 1, zeinab: 3 },
  days: [
    day(9, [
      [
        '09:00',
        'priya',
        '**Parley is here.** This is where Northgate talks from now on: Edinburgh, Nairobi and Montréal in one place. The old chat stays readable until the end of term.',
        {
          reactions: {
            '🎉': ['amara', 'wanjiru', 'jonas', 'ana', 'grace', 'zeinab', 'tomas'],
            '❤️': ['elise'],
          },
        },
      ],
    ]),
    day(7, [
      [
        '10:30',
        'amara',
        'Congratulations to **Grace Mutua**, whose poster on rain gauges took first prize at the student conference in Kampala.',
        {
          reactions: {
            '👏': ['wanjiru', 'jonas', 'meiling', 'elise', 'baraka', 'daniel', 'zeinab'],
            '🏆': ['tomas', 'ana'],
          },
        },
      ],
    ]),
    day(5, [
      [
        '09:15',
        'viviane',
        'The dates of the winter boards are out. Results appear on **Monday 14 December at 09:00** Edinburgh time, which is 12:00 in Nairobi and 04:00 in Montréal. Sleep well, Montréal.',
        { reactions: { '😄': ['elise', 'amara'] } },
      ],
    ]),
    day(3, [
      [
        '08:00',
        'priya',
        'On Sunday between 06:00 and 08:00 (Edinburgh) the file store moves to new disks. Files can be read, not changed.',
        { edited: true, reactions: { '👍': ['jonas', 'viviane', 'yusuf'] } },
      ],
      [
        '12:00',
        'wanjiru',
        'Open day in Nairobi on the 28th. Colleagues from the other campuses: send us a two-minute film of a place you like, we show them all day.',
        { reactions: { '🎬': ['elise', 'ana', 'tomas'] } },
      ],
    ]),
    day(1, [
      [
        '11:00',
        'viviane',
        'The registry is closed on Friday afternoon. The letter box at the east door is emptied on Monday at 08:00, and what lies in it counts as Friday.',
      ],
    ]),
    day(0, [
      [
        '10:00',
        'priya',
        'The wireless in the Edinburgh library has a new name: *northgate*. The old one goes off in January. If your device is stubborn, #help-desk is kind.',
        { reactions: { '👍': ['yusuf', 'meiling', 'tomas'] } },
      ],
    ]),
  ],
};
