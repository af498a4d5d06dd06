import { type Conversation, day } from './script.js';

/** Planning the viva of Daniel Mwangi across three campuses. */
export const thesisCommittee: Conversation = {
  n: 1,
  kind: 'GROUP',
  name: 'thesis-committee',
  topic: 'Vivas and examiners, spring 2027',
  icon: '🎓',
  owner: 'amara',
  moderators: ['wanjiru'],
  members: ['elise', 'jonas', 'meiling', 'baraka', 'viviane'],
  guests: ['oluwaseun'],
  unread: { amara: 3, elise: 1, viviane: 12, meiling: 6 },
  days: [
    day(6, [
      [
        '09:14',
        'amara',
        'Good morning all. Daniel Mwangi has handed in: *Sediment transport in the upper Tana basin*, 214 pages. I would like the viva before the end of term.',
        { as: 'start', reactions: { '🎉': ['wanjiru', 'baraka', 'jonas', 'meiling'] } },
      ],
      ['09:20', 'wanjiru', 'Wonderful news. He has been very quiet for a month, now I know why.'],
      [
        '09:31',
        'jonas',
        'I read chapters 2 and 3 as drafts. Solid field work, the statistics will get questions.',
      ],
      [
        '09:40',
        'meiling',
        'The mixed model in chapter 4? I can take that part of the questions if nobody minds.',
        { reactions: { '👍': ['jonas', 'amara'] } },
      ],
      [
        '10:05',
        'viviane',
        'Registry needs the names of both examiners and the chair ten working days before. The form is unchanged this year.',
      ],
      [
        '10:12',
        'amara',
        'Internal: @{jonas} as chair, @{meiling} as examiner. For the external I would ask Prof. Adeyemi in Lagos.',
        { as: 'external' },
      ],
      ['10:19', 'wanjiru', 'He would be my first choice as well. He knows the basin.', { to: 'external' }],
      [
        '14:31',
        'elise',
        'From Montréal: I co-supervised the second field season, so I should be there but not examine. Is that right, Viviane?',
      ],
      [
        '14:38',
        'viviane',
        'That is right. Co-supervisors attend, they do not vote.',
        { reactions: { '👍': ['elise'] } },
      ],
    ]),
    day(5, [
      [
        '08:52',
        'baraka',
        'I spoke to Daniel. He is in Nairobi until the end of the month, so he would do the viva from our small lecture room.',
      ],
      [
        '09:03',
        'amara',
        'Fine with me. Then we need a room in Edinburgh with a camera that is not from the last century.',
      ],
      ['09:10', 'jonas', 'B2.14. I will look after the booking.', { reactions: { '🙏': ['amara'] } }],
      [
        '11:26',
        'wanjiru',
        'Our connection was down for an hour on Tuesday. Baraka, can we have the line of the library as a second one?',
      ],
      ['11:34', 'baraka', 'Already asked. IT brings a cable over, they test it the day before.'],
      ['15:02', 'elise', 'For me any day but Wednesday. I teach at 11:00, that is 16:00 in Edinburgh.'],
    ]),
    day(4, [
      [
        '09:47',
        'amara',
        'Welcome to Prof. Oluwaseun Adeyemi, who joins us here until the viva. Thank you for saying yes so quickly.',
        { reactions: { '👋': ['wanjiru', 'jonas', 'meiling', 'elise'] } },
      ],
      [
        '10:15',
        'oluwaseun',
        'Thank you for the invitation. I have the thesis and will send my preliminary report by Friday.',
      ],
      [
        '10:17',
        'oluwaseun',
        'A practical question: do you want the report here or through the registry?',
        { as: 'report' },
      ],
      [
        '10:24',
        'viviane',
        'Through the registry please, it must not be seen by the candidate. I will send you a link today.',
        { to: 'report' },
      ],
      [
        '13:40',
        'meiling',
        'I have gone through chapter 4 twice. The random effects are fine. The table on page 131 does not match the text on page 129.',
      ],
      ['13:52', 'jonas', 'I saw that too. I think the table is from the earlier data.', { edited: true }],
      ['13:55', 'meiling', 'Then it is a correction and not a problem.'],
    ]),
    day(3, [
      [
        '08:35',
        'baraka',
        'The test of the line went well: 40 minutes without a drop. The echo in the small lecture room is bad, we hang up curtains.',
      ],
      [
        '08:41',
        'wanjiru',
        'Curtains! In my time we had chalk.',
        { reactions: { '😄': ['baraka', 'amara', 'jonas'] } },
      ],
      [
        '11:08',
        'viviane',
        '@{channel} Please check the spelling of your titles in the programme before tomorrow noon.',
      ],
      ['11:15', 'jonas', 'Mine is right.'],
      ['11:21', 'meiling', 'Mine has one doctor too many, I wrote to you.'],
      ['15:20', 'elise', 'Mine is right, with the accent. Merci Viviane.'],
      [
        '15:44',
        'oluwaseun',
        'Report is with the registry. In one word: yes.',
        { reactions: { '❤️': ['wanjiru'], '👏': ['amara', 'jonas', 'meiling'] } },
      ],
    ]),
    day(1, [
      ['09:05', 'amara', 'Viviane, are all the forms there?', { as: 'forms' }],
      [
        '09:32',
        'viviane',
        'All but the travel declaration, which nobody needs because nobody travels. I asked for an exception.',
        { to: 'forms' },
      ],
      ['10:10', 'jonas', 'wrong channel, sorry', { deleted: true }],
      ['10:44', 'wanjiru', 'I have asked Daniel to keep to twenty minutes. He has forty-one slides.'],
      [
        '10:47',
        'baraka',
        'It was forty-six last week.',
        { reactions: { '😄': ['wanjiru', 'amara', 'meiling'] } },
      ],
    ]),
    day(0, [
      [
        '11:42',
        'wanjiru',
        'Prof. Adeyemi can examine on Thursday, but only after 14:00 Edinburgh. Does that still work for Montréal?',
        { as: 'thursday' },
      ],
      [
        '12:20',
        'elise',
        '09:00 here is perfect. I have a seminar at 11:00, so please not longer than 90 minutes.',
        { in: 'thursday' },
      ],
      [
        '12:31',
        'jonas',
        'I can chair. Room B2.14 has the good cameras.',
        { in: 'thursday', reactions: { '👍': ['amara', 'wanjiru', 'elise'] } },
      ],
      ['12:32', 'jonas', 'Booked it 13:30–16:00.', { in: 'thursday' }],
      [
        '12:48',
        'jonas',
        'I updated the guidelines after the last board: examiners may join remotely without a form.',
        { reactions: { '👍': ['amara', 'wanjiru', 'viviane', 'elise'], '🎉': ['baraka', 'meiling'] } },
      ],
      ['12:49', 'jonas', 'Section 4 is new. B2.14 and C1.02 are the rooms with a fixed camera.'],
      [
        '13:05',
        'baraka',
        'Daniel agrees. He asks whether slides may be in his own template.',
        { in: 'thursday' },
      ],
      [
        '13:11',
        'amara',
        'Yes, any template. @{baraka} please remind him of the 20 minute limit.',
        { in: 'thursday' },
      ],
      [
        '13:20',
        'amara',
        'Printing the copies today. Thank you all, this is the calmest viva I have planned.',
        { edited: true, reactions: { '❤️': ['wanjiru', 'elise'] } },
      ],
      [
        '13:58',
        'elise',
        '@{amara} I made the event. Please check the time for Wanjiru, it is the end of her day: 14:00–15:30 yours, 17:00 in Nairobi, 09:00 in Montréal.',
      ],
      ['14:02', 'baraka', 'And the external asked for printed copies by Wednesday noon.'],
      [
        '14:09',
        'viviane',
        'I can print them in the registry if somebody sends me the file of the corrected version.',
      ],
    ]),
  ],
};
