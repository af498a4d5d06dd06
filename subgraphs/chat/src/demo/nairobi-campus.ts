import { NAIROBI_CAMPUS } from './people.js';
import { type Conversation, day } from './script.js';

/** Daily life of the campus in Nairobi; its members follow the department. */
export const nairobiCampus: Conversation = {
  n: 3,
  kind: 'DEPARTMENT',
  departmentId: NAIROBI_CAMPUS,
  name: 'nairobi-campus',
  topic: 'What happens on the hill',
  icon: '🌍',
  owner: 'wanjiru',
  moderators: ['baraka'],
  members: ['amara', 'daniel', 'grace', 'zeinab'],
  unread: { amara: 6, daniel: 3, grace: 1 },
  days: [
    day(5, [
      [
        '05:48',
        'baraka',
        'Good morning from the gate. The water is back, the showers of block C too.',
        { reactions: { '🚿': ['grace', 'daniel'], '🎉': ['zeinab'] } },
      ],
      ['06:10', 'grace', 'Asante sana!'],
      [
        '07:32',
        'wanjiru',
        'The open day is on the 28th. I need ten students who like to talk. You get lunch and a T-shirt that fits this time.',
        { as: 'openday' },
      ],
      [
        '07:40',
        'zeinab',
        'Count me in. Does it fit means it fits Grace or it fits me?',
        { to: 'openday', reactions: { '😄': ['grace', 'baraka', 'wanjiru'] } },
      ],
      ['07:44', 'grace', 'I am in too.', { to: 'openday' }],
      ['08:15', 'daniel', 'After my viva I will talk about anything else, gladly.', { to: 'openday' }],
      ['08:16', 'wanjiru', 'Until then you talk about sediment, and for twenty minutes.'],
    ]),
    day(4, [
      [
        '06:25',
        'baraka',
        'Power cut announced for tomorrow, 09:00 to 11:00. The generator carries the labs and the server room, not the kitchen.',
        { as: 'power' },
      ],
      [
        '06:31',
        'zeinab',
        'So no mandazi tomorrow morning.',
        { to: 'power', reactions: { '😢': ['grace', 'daniel'] } },
      ],
      [
        '06:50',
        'baraka',
        'I asked Mama Njeri to bake tonight. You will live.',
        { reactions: { '❤️': ['zeinab', 'grace', 'daniel', 'wanjiru'] } },
      ],
      ['11:05', 'wanjiru', 'Seminar of the water group moves to room 4, the projector in room 2 is tired.'],
    ]),
    day(3, [
      ['06:02', 'baraka', 'Power is off as announced. Labs are on.'],
      [
        '08:07',
        'baraka',
        'Power is back. Earlier than promised, write that down somewhere.',
        { reactions: { '📝': ['wanjiru'] } },
      ],
      [
        '09:30',
        'grace',
        'Has anybody seen the key of the rain gauge cupboard? It is not on the hook.',
        { as: 'key' },
      ],
      ['09:36', 'daniel', 'That was me. It is on my desk, I bring it at noon.', { to: 'key' }],
      ['12:02', 'grace', 'Key is home.', { reactions: { '🔑': ['daniel'] } }],
      ['12:40', 'amara', 'Greetings from a grey Edinburgh. How many of the new sensors have arrived?'],
      ['12:48', 'wanjiru', 'Six of eight. Two are learning patience at customs.'],
    ]),
    day(2, [
      [
        '07:15',
        'baraka',
        'The matatu stop moves to the other side of the road from Monday, because of the works. Tell the first-years, they never read signs.',
      ],
      [
        '07:20',
        'zeinab',
        'Nobody reads signs. I will draw one with a goat, people look at goats.',
        { reactions: { '🐐': ['grace', 'daniel', 'baraka'] } },
      ],
      ['10:55', 'zeinab', 'The goat hangs at the gate.'],
      ['11:20', 'wanjiru', 'I have seen the goat. It is an excellent goat.'],
    ]),
    day(1, [
      ['06:12', 'grace', 'Eight students for the open day so far. Two missing.'],
      ['06:45', 'baraka', 'My niece would like to, she is in her first term and talks without a break.'],
      ['06:47', 'grace', 'Perfect qualification. One missing.'],
      [
        '08:59',
        'wanjiru',
        'The dean will give a tour herself, then you have ten.',
        { reactions: { '👏': ['grace', 'zeinab', 'daniel', 'baraka'] } },
      ],
    ]),
    day(0, [
      [
        '05:51',
        'baraka',
        'Good morning. Curtains are up in the small lecture room. It sounds like a room now and not like a well.',
        { reactions: { '👏': ['wanjiru', 'daniel'] } },
      ],
      ['06:30', 'daniel', 'I rehearsed there. 24 minutes. Four too many.', { as: 'rehearsal' }],
      [
        '06:41',
        'zeinab',
        'Leave out the map of the maps.',
        { to: 'rehearsal', reactions: { '😄': ['grace'] } },
      ],
      ['06:43', 'daniel', 'It is called an overview.'],
      ['08:14', 'grace', 'The sensors at the lower weir send again. Battery at 91 %.'],
      [
        '12:31',
        'baraka',
        'Two people from customs called. The last sensors come tomorrow, with a fine of 40 shillings for storage.',
      ],
      [
        '13:12',
        'wanjiru',
        'I pay it from the biscuit money.',
        { reactions: { '🍪': ['baraka', 'grace', 'zeinab'] } },
      ],
    ]),
  ],
};
