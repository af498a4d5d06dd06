import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What markRead needs.' })
export class MarkReadInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the thread that was read; null for the channel itself.',
  })
  readonly threadId?: string | null;

  @Field(() => Int, { description: 'Position of the last message read.' })
  readonly seq!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What markUnread needs.' })
export class MarkUnreadInput {
  @Field(() => ID, {
    description: 'Id of the message: it and what follows it are unread again, where it stands.',
  })
  readonly messageId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What markAllRead needs.' })
export class MarkAllReadInput {
  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
