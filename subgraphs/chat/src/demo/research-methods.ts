import { type Conversation, day } from './script.js';

/** Students and teachers on how to find things out. */
export const researchMethods: Conversation = {
  n: 7,
  kind: 'PUBLIC',
  name: 'research-methods',
  topic: 'Questions about statistics, field work and writing. There are no silly ones.',
  icon: '🔬',
  owner: 'meiling',
  moderators: ['elise'],
  members: ['jonas', 'amara', 'tomas', 'ana', 'daniel', 'grace', 'zeinab'],
  unread: { amara: 4, tomas: 3, jonas: 2 },
  days: [
    day(4, [
      [
        '10:05',
        'tomas',
        'I have 12 plots, measured each month for a year. Is that n = 12 or n = 144?',
        { as: 'plots' },
      ],
      [
        '10:14',
        'meiling',
        'It is 12 plots with 12 looks at each. The looks at one plot resemble each other, so they are not 144 independent things. Put the plot in as a random effect:\n\n```r\nlmer(yield ~ rain + (1 | plot), data = field)\n```',
        { to: 'plots', reactions: { '💡': ['tomas', 'ana', 'grace'] } },
      ],
      ['10:22', 'tomas', 'And if I only want the mean of the year?'],
      [
        '10:25',
        'meiling',
        'Then average first, and n is 12. Both are honest, they answer different questions.',
        { reactions: { '🙏': ['tomas'] } },
      ],
      [
        '14:08',
        'elise',
        'I will show both on Thursday with real data, including the graph that fooled me for a month.',
      ],
    ]),
    day(3, [
      ['08:20', 'zeinab', 'How do you cite something a farmer told you by the river?', { as: 'farmer' }],
      [
        '08:55',
        'jonas',
        'As a personal communication, with the date and their agreement. Names only if they want it.',
        { to: 'farmer' },
      ],
      [
        '09:02',
        'zeinab',
        'He wants it, and his brother’s too.',
        { reactions: { '😄': ['jonas', 'grace', 'meiling'] } },
      ],
      ['09:05', 'jonas', 'Then both names. It is their knowledge.'],
      ['13:20', 'ana', 'My supervisor says a p of 0.06 is “a trend”. Is it?', { as: 'trend' }],
      [
        '13:28',
        'meiling',
        'It is a p of 0.06. Show the estimate and the interval, and let the reader think.',
        { to: 'trend', reactions: { '👏': ['elise', 'daniel', 'tomas'], '💯': ['grace'] } },
      ],
      ['13:31', 'jonas', 'Frame that and hang it in the corridor.'],
    ]),
    day(1, [
      [
        '07:40',
        'grace',
        'The rain gauge was blocked by a wasp nest for nine days. Do I leave the days out or fill them in?',
        { as: 'wasps' },
      ],
      [
        '09:15',
        'elise',
        'Leave them out and say so. If a model needs them, impute and say so twice.',
        { to: 'wasps' },
      ],
      ['09:16', 'grace', 'And the wasps?'],
      [
        '09:18',
        'elise',
        'In the acknowledgements.',
        { reactions: { '🐝': ['grace', 'zeinab', 'daniel', 'ana'] } },
      ],
      [
        '11:44',
        'daniel',
        'For those who start: keep a field diary on paper. Mine saved chapter 3 when the laptop fell into the Tana.',
        { reactions: { '😱': ['ana', 'tomas'], '❤️': ['meiling', 'jonas'] } },
      ],
      ['11:47', 'amara', 'I still have your wet pages on my shelf.'],
    ]),
    day(0, [
      ['09:55', 'ana', 'Is there a rule for how many people one has to interview?', { as: 'interviews' }],
      [
        '10:08',
        'jonas',
        'Until the last three tell you nothing new. Often that is twelve to twenty.',
        { to: 'interviews' },
      ],
      ['10:12', 'ana', 'I have eight and they all say something else.'],
      [
        '10:13',
        'jonas',
        'Then you have an interesting question.',
        { reactions: { '😄': ['ana', 'meiling'] } },
      ],
      ['13:32', 'elise', 'Slides for Thursday are ready. There is one mistake in them on purpose.'],
      ['13:36', 'tomas', 'Only one?'],
      [
        '13:38',
        'elise',
        'Only one on purpose.',
        { reactions: { '😄': ['tomas', 'ana', 'meiling', 'jonas'] } },
      ],
      ['14:05', 'zeinab', '@{here} who has the good audio recorder?'],
    ]),
  ],
};
