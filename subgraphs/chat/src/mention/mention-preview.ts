import { Field, Int, ObjectType } from 'type-graphql';

/** Whom a text would reach, before it is sent. */
@ObjectType({ description: 'Whom a text would reach.' })
export class MentionPreview {
  @Field(() => Int, {
    description: 'How many people would be told, each counted once; whoever asks is not counted.',
  })
  readonly count!: number;

  @Field(() => Int, {
    description: 'How many of them are off work now; who keeps no working hours never is.',
  })
  readonly outsideHours!: number;

  readonly unreachableIds!: readonly string[]; // for unreachable()
}
