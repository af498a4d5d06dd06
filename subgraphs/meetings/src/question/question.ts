import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'A question in a meeting.' })
export class Question extends Node {
  readonly meetingId!: string; // for meeting()
  readonly authorId!: string; // for author()
  readonly answeredById!: string | null; // for answeredBy()

  @Field(() => String, { description: 'The text.' })
  readonly text!: string;

  @Field(() => Int, { description: 'How many support it.' })
  readonly votes!: number;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  readonly askedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered.' })
  readonly answeredAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The answer, if written.' })
  readonly answer!: string | null;
}

/** A page of questions. */
export const QuestionConnection = connectionOf(() => Question, 'Question', 'questions');
