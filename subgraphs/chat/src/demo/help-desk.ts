import { type Conversation, day } from './script.js';

/** Where people ask when something does not work. */
export const helpDesk: Conversation = {
  n: 9,
  kind: 'PUBLIC',
  name: 'help-desk',
  topic: 'Ask here first. Weekdays 08:00–18:00 in Edinburgh',
  icon: '🛟',
  owner: 'priya',
  moderators: ['yusuf'],
  members: ['amara', 'viviane', 'baraka', 'jonas', 'meiling', 'elise', 'tomas', 'ana', 'grace', 'zeinab'],
  unread: { priya: 2, amara: 2 },
  days: [
    day(4, [
      ['08:21', 'ana', 'My laptop finds every wireless in the world except ours.', { as: 'wireless' }],
      [
        '08:26',
        'yusuf',
        'Is its clock right? Since Sunday we refuse devices that are more than five minutes off.',
        { to: 'wireless' },
      ],
      [
        '08:29',
        'ana',
        'It thinks it is 2019. So did I, for a moment.',
        { reactions: { '😄': ['yusuf', 'priya', 'tomas'] } },
      ],
      ['08:31', 'ana', 'Works! Thank you.', { reactions: { '🎉': ['yusuf'] } }],
      ['10:02', 'viviane', 'The printer in the registry prints everything in pink.'],
      [
        '10:05',
        'yusuf',
        'Cyan is empty. I bring one at 11:00. Until then please only print love letters.',
        { reactions: { '💌': ['viviane', 'meiling'] } },
      ],
      ['11:08', 'viviane', 'It prints black again. A little sad.'],
    ]),
    day(3, [
      ['07:15', 'grace', 'From Nairobi: uploading the sensor data stops at 80 %, always.', { as: 'upload' }],
      [
        '08:04',
        'yusuf',
        'How large is the file, and how long does it take until it stops?',
        { to: 'upload' },
      ],
      ['08:10', 'grace', '1.3 GB, nearly one hour.'],
      [
        '08:18',
        'priya',
        'Then your session ends before the file does. I have set it to four hours for uploads. Try once more, it goes on where it stopped.',
        { edited: true },
      ],
      ['09:02', 'grace', '100 %. It did not even begin again.', { reactions: { '🙌': ['priya', 'yusuf'] } }],
      [
        '14:33',
        'elise',
        'Salut! Can I have the meeting rooms of Edinburgh in my calendar, so that I stop booking cupboards?',
        { as: 'cupboard' },
      ],
      [
        '14:40',
        'yusuf',
        'You can from now on. C0.03 really is a cupboard, I have taken it out.',
        { to: 'cupboard', reactions: { '😄': ['elise', 'jonas'] } },
      ],
    ]),
    day(1, [
      [
        '09:09',
        'jonas',
        'The camera in B2.14 follows the person who speaks. It follows me when I do not speak, too.',
      ],
      ['09:14', 'yusuf', 'It likes you. I will come by and set it to “table”.'],
      [
        '09:50',
        'yusuf',
        'Done. Remote button 3 is the table, 4 is the board.',
        { reactions: { '👍': ['jonas', 'amara'] } },
      ],
      [
        '13:02',
        'tomas',
        'I forgot my password and also the answer to the question that helps when I forget my password.',
      ],
      [
        '13:05',
        'yusuf',
        'Come to the desk with your student card and a smile. Two minutes.',
        { reactions: { '😊': ['tomas'] } },
      ],
    ]),
    day(0, [
      ['08:12', 'meiling', 'After the update my second screen is upside down.', { as: 'screen' }],
      ['08:15', 'yusuf', 'Hold Ctrl and Alt and press the arrow up.', { to: 'screen' }],
      ['08:16', 'meiling', 'You are a magician.', { reactions: { '🪄': ['yusuf'] } }],
      [
        '10:20',
        'baraka',
        'The second line in the small lecture room works. 94 down, 22 up. Enough for a viva?',
        { as: 'line' },
      ],
      [
        '10:24',
        'priya',
        'Enough for three at once.',
        { to: 'line', reactions: { '🎓': ['baraka', 'amara'] } },
      ],
      ['13:05', 'zeinab', 'Does anybody at the desk speak to audio recorders? Ours only blinks.'],
      ['13:22', 'yusuf', 'Blinks red or green?', {}],
    ]),
  ],
};
