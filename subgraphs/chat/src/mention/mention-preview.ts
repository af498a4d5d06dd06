import { Field, Int, ObjectType } from 'type-graphql';

/** A channel that a text leads to, and that some of its readers cannot open. */
@ObjectType({ description: 'A channel that a text leads to and that some of those who read it cannot open.' })
export class HiddenChannelLink {
  @Field(() => Int, {
    description: 'How many other members of the channel that is written in can neither read nor find it.',
  })
  readonly hiddenFrom!: number;

  readonly channelId!: string; // for channel()
}

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

  @Field(() => [HiddenChannelLink], {
    nullable: true,
    description:
      'Channels it leads to that not everybody here can open, of those that whoever asks can see; at most 10.',
  })
  readonly hiddenLinks!: readonly HiddenChannelLink[];

  readonly unreachableIds!: readonly string[]; // for unreachable()
}
