import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { LocalTimeScalar } from '../scalars.js';

/** Days of the week. */
export const Weekday = {
  MONDAY: 'MONDAY',
  TUESDAY: 'TUESDAY',
  WEDNESDAY: 'WEDNESDAY',
  THURSDAY: 'THURSDAY',
  FRIDAY: 'FRIDAY',
  SATURDAY: 'SATURDAY',
  SUNDAY: 'SUNDAY',
} as const;
export type Weekday = (typeof Weekday)[keyof typeof Weekday];

registerEnumType(Weekday, {
  name: 'Weekday',
  description: 'Days of the week.',
  valuesConfig: {
    MONDAY: { description: 'Monday.' },
    TUESDAY: { description: 'Tuesday.' },
    WEDNESDAY: { description: 'Wednesday.' },
    THURSDAY: { description: 'Thursday.' },
    FRIDAY: { description: 'Friday.' },
    SATURDAY: { description: 'Saturday.' },
    SUNDAY: { description: 'Sunday.' },
  },
});

@ObjectType({ description: 'A part of the week in which somebody works.' })
export class WorkingSpan {
  @Field(() => Weekday, { description: 'Which day.' })
  readonly day!: Weekday;

  @Field(() => LocalTimeScalar, { description: 'When it begins.' })
  readonly startsAt!: string;

  @Field(() => LocalTimeScalar, { description: 'When it ends.' })
  readonly endsAt!: string;
}

@InputType({ description: 'A part of the week in which somebody works.' })
export class WorkingSpanInput {
  @Field(() => Weekday, { description: 'Which day.' })
  readonly day!: Weekday;

  @Field(() => LocalTimeScalar, { description: 'When it begins.' })
  readonly startsAt!: string;

  @Field(() => LocalTimeScalar, { description: 'When it ends.' })
  readonly endsAt!: string;
}
