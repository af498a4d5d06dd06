import { DateTimeScalar, LiveEvent, MarkdownScalar, connectionOf } from '@parley/kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { SidebarEvent } from '../live/stream-events.js';

/** What those who keep order did with a message, as its author is told: never who reported it. */
@ObjectType({
  description: 'A message of the viewer that those who keep order hid, kept back or showed again.',
})
export class HiddenMessage {
  @Field(() => ID, { description: 'Id of the message, which nobody finds while it is hidden.' })
  readonly messageId!: string;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'What it said; null where it had no words, and when it was deleted.',
  })
  readonly text!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when it is hidden; null when it is shown again, or deleted.',
  })
  readonly hiddenAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was hidden, or deleted; null when it is shown again.',
  })
  readonly decidedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether it was deleted.' })
  readonly deleted!: boolean;

  readonly channelId!: string; // for channelName() and channel()
}

/** A page of hidden messages. */
export const HiddenMessageConnection = connectionOf(() => HiddenMessage, 'HiddenMessage', 'hidden messages');

@ObjectType({
  implements: [LiveEvent, SidebarEvent],
  description: 'Those who keep order hid a message of the viewer, showed it again or deleted it.',
})
export class MessageHidden extends SidebarEvent {
  readonly thingId!: string; // for message()
}
