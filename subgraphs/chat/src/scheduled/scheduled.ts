import { DateTimeScalar, MarkdownScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { LocalDateScalar, LocalTimeScalar } from './local-scalars.js';

/** A message that waits for its time; private to who wrote it. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  description: 'A message that will be sent; seen by nobody but who wrote it. Gone once it is sent.',
})
export class ScheduledMessage {
  readonly id!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the thread it is to be sent in; null for the channel itself.',
  })
  readonly threadId!: string | null;

  @Field(() => MarkdownScalar, { description: 'The text; empty where it is sent without words.' })
  readonly text!: string;

  @Field(() => DateTimeScalar, { description: 'When; computed where the recipient is, if asked so.' })
  readonly sendAt!: Date;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description: 'The time of day asked for where the recipient is; null where an instant was asked for.',
  })
  readonly recipientLocalTime!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day asked for where the recipient is; null where the next such time was asked for.',
  })
  readonly recipientLocalDate!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When sending it was refused; null while it waits. It waits again once it has a new time.',
  })
  readonly failedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused, in a sentence for people.' })
  readonly failedBecause!: string | null;

  readonly channelId!: string; // for channel()
}

/** A page of scheduled messages. */
export const ScheduledMessageConnection = connectionOf(
  () => ScheduledMessage,
  'ScheduledMessage',
  'scheduled messages',
);
