import { CursorScalar, DateTimeScalar } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';

/** That what others shared with somebody is no longer as it was read. */
@ObjectType({
  description:
    'What is shared with the viewer is followed from here on, or something was shared with them or a group of theirs, changed or taken back.',
})
export class SharingSignal {
  @Field(() => CursorScalar, { description: 'Position in its stream.' })
  readonly cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;
}
