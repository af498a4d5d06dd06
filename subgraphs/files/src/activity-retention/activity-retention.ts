import { DateTimeScalar } from '@parley/kit';
import { Field, Int, ObjectType } from 'type-graphql';

/** For how long is kept who did what with files. */
@ObjectType({ description: 'For how long is kept who did what with files.' })
export class ActivityRetention {
  @Field(() => Int, { description: 'How long, in days.' })
  readonly keepDays!: number;

  @Field(() => Boolean, { description: 'Whether nobody chose it: what holds where nothing else is said.' })
  readonly isDefault!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it last ran; null before the first time, and where nobody chose it.',
  })
  readonly lastRunAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many deeds it removed then; null before the first time.',
  })
  readonly lastRemovedCount!: number | null;

  readonly regionCode!: string | null; // for region()
}

/** What a change would remove. */
@ObjectType({ description: 'What would be removed if it were saved and run now.' })
export class ActivityRetentionPreview {
  @Field(() => Int, { description: 'How many deeds would be removed.' })
  readonly removedCount!: number;

  @Field(() => Int, { description: 'How many are old enough but kept by legal holds.' })
  readonly heldCount!: number;
}
