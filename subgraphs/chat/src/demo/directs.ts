import type { Name } from './people.js';
import { type Conversation, type Day, day } from './script.js';

const direct = (
  n: number,
  one: Name,
  other: Name,
  unread: Conversation['unread'],
  days: readonly Day[],
): Conversation => ({
  n,
  kind: 'DIRECT',
  name: '',
  topic: null,
  owner: one,
  members: [other],
  postingRole: 'MEMBER',
  unread: unread ?? {},
  days,
});

/** Conversations of two people. */
export const directs: readonly Conversation[] = [
  direct(10, 'amara', 'wanjiru', { amara: 1 }, [
    day(4, [
      [
        '08:30',
        'wanjiru',
        'Do you have ten minutes this week about the budget of the weir? Not urgent, only unpleasant.',
      ],
      ['08:44', 'amara', 'Always for the weir. Thursday, 12:00 yours?'],
      ['08:46', 'wanjiru', 'Perfect, before I am hungry.', { reactions: { '😄': ['amara'] } }],
    ]),
    day(1, [
      [
        '09:31',
        'amara',
        'Thank you for the honest numbers. I will put the second sensor mast into next year.',
      ],
      ['09:40', 'wanjiru', 'That is all I wanted. Thank you for not asking whether we need it.'],
    ]),
    day(0, [
      ['10:58', 'amara', 'Is Daniel nervous?'],
      [
        '11:12',
        'wanjiru',
        'He cleaned the whole field store yesterday. So yes.',
        { reactions: { '😄': ['amara'] } },
      ],
      ['14:07', 'wanjiru', 'Could you confirm the time with Prof. Adeyemi? He answers you faster than me.'],
    ]),
  ]),
  direct(11, 'amara', 'elise', { elise: 1 }, [
    day(2, [
      ['14:20', 'elise', 'I would love to stay in Edinburgh for two weeks in spring. Is there a desk?'],
      ['14:26', 'amara', 'There is a desk, a kettle, and a room with a view of a wall. When?'],
      ['14:31', 'elise', 'From the 8th of March. I like walls.', { reactions: { '🧱': ['amara'] } }],
    ]),
    day(0, [
      ['13:50', 'elise', 'Event for the viva comes in a minute.'],
      [
        '14:04',
        'amara',
        'Seen it, thank you. 17:00 is fine for Wanjiru, she goes home at 18:00 on Thursdays.',
      ],
    ]),
  ]),
  direct(12, 'amara', 'jonas', {}, [
    day(3, [
      ['16:01', 'jonas', 'Off the record: is the poem in the folder?'],
      ['16:03', 'amara', 'It is. Page 2 rhymes *tectonic* with *tonic*.', { reactions: { '😄': ['jonas'] } }],
    ]),
    day(0, [
      ['12:34', 'jonas', 'B2.14 is ours from 13:30. I also asked for water and for the heating.'],
      ['12:40', 'amara', 'You think of everything.'],
      ['12:41', 'jonas', 'I think of the last viva, when we had neither.'],
    ]),
  ]),
  direct(13, 'amara', 'baraka', {}, [
    day(1, [
      ['07:58', 'baraka', 'Good morning. The curtains cost 4,200 shillings with rails. May I?'],
      [
        '08:15',
        'amara',
        'You may. Please send me the bill with the word *acoustics* on it.',
        { reactions: { '👍': ['baraka'] } },
      ],
    ]),
    day(0, [
      ['13:15', 'baraka', 'I have told Daniel: twenty minutes. He says he will speak faster. I said no.'],
    ]),
  ]),
  direct(14, 'amara', 'priya', {}, [
    day(5, [
      [
        '15:22',
        'priya',
        'Guest pass for Prof. Adeyemi is ready, it ends two days after the viva. Shall I send it or you?',
      ],
      ['15:25', 'amara', 'Send it to me, I will put it in my letter.'],
    ]),
  ]),
  direct(15, 'amara', 'daniel', {}, [
    day(6, [
      ['09:18', 'amara', 'Congratulations on handing in, Daniel. Sleep now.'],
      [
        '09:52',
        'daniel',
        'Thank you! I will, after I have cleaned the field store.',
        { reactions: { '😄': ['amara'] } },
      ],
    ]),
  ]),
  direct(16, 'yusuf', 'viviane', { viviane: 1 }, [
    day(0, [
      ['11:20', 'viviane', 'Do you have a minute for my scanner? It hums.'],
      ['11:26', 'yusuf', 'On my way. In which key?'],
      ['11:27', 'viviane', 'B flat, I think.', { reactions: { '🎵': ['yusuf'] } }],
      ['13:02', 'yusuf', 'It was a coin. I left it on your desk, it is a lucky one.'],
    ]),
  ]),
];
