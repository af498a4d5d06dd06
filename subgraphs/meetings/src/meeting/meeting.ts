import { DateTimeScalar, Node } from '@parley/kit';
import { Directive, Field, ObjectType } from 'type-graphql';
import { MediaMode, MeetingKind } from './meeting-kind.js';

@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'A room for media, such as that of a call.' })
export class Meeting extends Node {
  readonly createdById!: string | null; // for createdBy()

  @Field(() => MeetingKind, { description: 'What kind it is.' })
  readonly kind!: MeetingKind;

  @Field(() => MediaMode, { description: 'How media flows.' })
  readonly mode!: MediaMode;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began.' })
  readonly startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt!: Date | null;
}
