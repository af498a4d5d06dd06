import { CursorScalar, DateTimeScalar } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';

/** That the queue of whoever keeps order is no longer as it was read. */
@ObjectType({
  description: 'Reports are followed from here on, or one was made or decided where the viewer keeps order.',
})
export class ModerationSignal {
  @Field(() => CursorScalar, { description: 'Position in its stream.' })
  readonly cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;

  readonly data!: { readonly reportId?: string }; // for reportId()
}
