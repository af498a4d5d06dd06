import { ClientKeyScalar, DateTimeScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { NotificationLevel } from '../notification/level.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';

/** A page of a channel's threads. */
@ArgsType()
export class ThreadsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only named topics.' })
  readonly topicsOnly?: boolean | null;
}

/** A page of the thread inbox. */
@ArgsType()
export class FollowedThreadsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those with something new.' })
  readonly unreadOnly?: boolean | null;
}

@InputType({ description: 'What createTopic needs.' })
export class CreateTopicInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => String, {
    description: 'Its name, 1 to 80 characters, unlike that of every other topic here.',
  })
  readonly topic!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What openThread needs.' })
export class OpenThreadInput {
  @Field(() => ID, { description: 'Id of the discussable: today that of a message.' })
  readonly discussableId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What updateThread needs.' })
export class UpdateThreadInput {
  @Field(() => ID, { description: 'Id of the thread.' })
  readonly threadId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its new name, which makes a topic of it; null leaves it as it is.',
  })
  readonly topic?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether nobody may add; null leaves it as it is.',
  })
  readonly locked?: boolean | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What followThread needs.' })
export class FollowThreadInput {
  @Field(() => ID, { description: 'Id of the thread.' })
  readonly threadId!: string;

  @Field(() => NotificationLevel, {
    description: 'What to be told about: ALL follows it, NOTHING mutes it and keeps it muted.',
  })
  readonly level!: NotificationLevel;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Silence until then, whatever the level; null ends it.',
  })
  readonly mutedUntil?: Date | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
