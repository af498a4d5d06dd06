import { ArgsType, Field, Int } from 'type-graphql';
import { LocaleScalar } from '../scalars.js';

@ArgsType()
export class HolidaysArgs {
  @Field(() => Int, {
    defaultValue: 14,
    description: 'How many days from today on, 1 to 366; yesterday is always included, for clocks elsewhere.',
  })
  readonly days: number = 14;

  @Field(() => LocaleScalar, { nullable: true, description: 'Language of the names, BCP 47.' })
  readonly locale?: string | null;
}
