import { DateTimeScalar, Followable, Node, connectionOf } from '@parley/kit';
import { Directive, Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import { NotificationLevel } from '../notification/level.js';

/** Something that can be talked about. */
@InterfaceType({
  autoRegisterImplementations: false,
  description: 'Something that can be talked about: the same thread in chat and in place.',
})
export abstract class Discussable extends Node {
  @Field(() => Thread, { nullable: true, description: 'Its thread; null before the first word.' })
  readonly thread?: unknown;
}

/** Messages about one message or one topic. Authorised where it is reached, as messages are. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node, Followable],
  description:
    'Messages about one message, or a named topic. They share positions and the live stream of their channel.',
})
export class Thread {
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Its name, when it is a named topic.' })
  readonly topic!: string | null;

  @Field(() => Int, {
    description: 'How many answers it holds: without the message it began with, and without deleted ones.',
  })
  readonly messageCount!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last answered; null before the first answer.',
  })
  readonly lastMessageAt!: Date | null;

  @Field(() => Int, { description: 'Grows by one with every change of its name or state.' })
  readonly version!: number;

  readonly channelId!: string; // for channel()
  readonly rootId!: string | null; // for root()
  readonly participantIds!: readonly string[]; // for participants()
  readonly lockedAt!: Date | null; // for locked()
  readonly liveSeq!: number; // for liveCursor()
  readonly createdById!: string; // for viewerCan
  readonly rootAuthorId!: string | null; // for viewerCan
}

/** The viewer's place in a thread; private to that person. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  description: "The viewer's place in a thread they follow or have muted, private to them.",
})
export class ThreadFollow {
  readonly id!: string;

  @Field(() => NotificationLevel, {
    description: 'What to be told about; NOTHING keeps it out of the inbox and the counts.',
  })
  readonly level!: NotificationLevel;

  readonly mutedUntil!: Date | null; // for mutedUntil()

  readonly threadId!: string; // for thread() and the counts
  readonly personId!: string; // for the counts
  readonly readUpTo!: number; // for lastReadSeq()
}

/** A page of threads. */
export const ThreadConnection = connectionOf(() => Thread, 'Thread', 'threads');

/** A page of followed threads. */
export const ThreadFollowConnection = connectionOf(() => ThreadFollow, 'ThreadFollow', 'thread follows');
