import { registerEnumType } from 'type-graphql';

/** Size of a step. */
export const Interval = { TEN_SECONDS: 'TEN_SECONDS', MINUTE: 'MINUTE', HOUR: 'HOUR', DAY: 'DAY' } as const;
export type Interval = (typeof Interval)[keyof typeof Interval];

registerEnumType(Interval, {
  name: 'Interval',
  description: 'Size of a step.',
  valuesConfig: {
    TEN_SECONDS: { description: 'Ten seconds.' },
    MINUTE: { description: 'One minute.' },
    HOUR: { description: 'One hour.' },
    DAY: { description: 'One day.' },
  },
});
